"""Floor 4: are the duties done?"""
