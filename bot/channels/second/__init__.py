"""The second channel calls somebody who does not look at the group; no word of a visitor."""
