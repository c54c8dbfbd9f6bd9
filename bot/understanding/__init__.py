"""What a typed text is about: learnt from the editors' phrases, and only ever one of their flows.

Pure: texts and vectors in, a guess out. What is shown to a visitor is always an editor's text.
"""
