"""What text is made of: characters, types of words, sentences, sections."""
