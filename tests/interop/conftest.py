from tests.events.conftest import agenda

__all__ = ["agenda"]
