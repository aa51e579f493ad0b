"""Questions asked of the rules: what usually happens, what might have happened, and what a seat could have had."""
