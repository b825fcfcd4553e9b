"""The secret key of a local start: made once, kept in the data folder."""

import secrets


def local_secret_key(data_dir):
    """The key kept in ``data_dir/secret-key``, made on the first start."""
    path = data_dir / "secret-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()
