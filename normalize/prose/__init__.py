"""Running text read sentence by sentence: what is counted, where, for whom."""
