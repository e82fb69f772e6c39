"""Goal: the year's rounds and courses against what the chapter set out to do."""
