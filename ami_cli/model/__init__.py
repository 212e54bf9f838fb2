"""The nouns: what a document, a campaign, a candidature and a finding are."""
