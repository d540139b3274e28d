"""What a narrative proposes to fund: the total of each operation, each beneficiary named."""
