"""The process dies at the n-th statement of a journey, for every n: `make fault-points`.

After the next minute's work everything is as before the act, and nobody was told anything, or as after it: never between.
"""
