"""Static files with a hash in their name, `import` and `@import` included, compressed for whitenoise."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Names hold a hash of the content, so browsers may keep every file for ever."""

    support_js_module_import_aggregation = True
