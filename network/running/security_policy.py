"""What browsers may do with our pages: the values of the security headers, which `headers.py` and Django send.

Our own pages have neither inline script nor inline style; what a page must write in line one day carries
`request.csp_nonce`, which adds itself to the policy of that answer.
"""

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE

PAGES = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],  # and the addresses of whoever signs people in for us, which the settings know
    "base-uri": [NONE],
    "frame-ancestors": [SELF],  # the desk shows previews in a frame
}
"""The content security policy of the pages we write."""
OF_THE_DESK = {
    "script-src": [SELF, NONCE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}
"""What differs in Wagtail's desk. It starts some fields with inline scripts: those carry a nonce (`desk_scripts.py`), no
other runs. Its text editor (Draftail) writes style elements of its own, other ones each time: there is neither nonce nor
hash for them."""
SWITCHED_OFF = [
    *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid"),
    *("magnetometer", "microphone", "midi", "payment", "screen-wake-lock"),
    *("serial", "usb", "xr-spatial-tracking"),
]
"""What no page may ask a browser for."""
