"""Files to index: readers, structure, passages, embedding, the catalogue and its indexes."""
