"""What arrives: folders, loose files, mails, archives; each becomes dossiers of files."""
