"""Several files of one applicant: what each is, which form counts, what stamps and messages say."""
