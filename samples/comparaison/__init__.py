"""Small reports of eight départements over three years, and what comparing them must give."""
