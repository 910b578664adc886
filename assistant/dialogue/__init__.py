"""What a turn says: amounts in speech, facts, matter, conversation. Knows nothing of wording."""
