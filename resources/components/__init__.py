"""What pages show of practices, minutes, answers and follow-ups. Shared components are in ``network.components``."""
