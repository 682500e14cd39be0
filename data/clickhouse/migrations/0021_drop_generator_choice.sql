DROP TABLE IF EXISTS generator_choice
