"""Files after the Socle commun des données locales (SCDL): subventions and délibérations."""
