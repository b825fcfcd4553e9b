"""The secret key of a local start: made once, kept in the data folder."""

import secrets

from django.core.exceptions import ImproperlyConfigured


def local_secret_key(data_dir):
    """The key kept in ``data_dir/secret-key``, made on the first start."""
    path = data_dir / "secret-key"
    try:
        if not path.exists():
            data_dir.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {data_dir} cannot be written ({error.strerror}). Choose another: DATA_DIR=/path make run"
        ) from error
