/**
 * Passkeys: shows its form where the browser knows them, asks for a key when it is sent, and sends the answer.
 *
 * data-purpose="add" makes a key; otherwise one that exists is asked for. The options are in the JSON script inside,
 * or come from data-options, an address. Bytes travel as base64url in both directions (WebAuthn level 3 §5.1.8).
 */
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const asked = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  allowCredentials: options.allowCredentials?.map((key) => ({ ...key, id: bytes(key.id) })),
});

const wanted = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  user: { ...options.user, id: bytes(options.user.id) },
  excludeCredentials: options.excludeCredentials?.map((key) => ({ ...key, id: bytes(key.id) })),
  // A key that the device itself can find signs in without an address.
  authenticatorSelection: {
    ...options.authenticatorSelection,
    residentKey: "preferred",
    requireResidentKey: false,
    userVerification: "required",
  },
});

const answer = (credential) => {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, text(response[part])])),
  };
};

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    this.form = this.querySelector("form");
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
  }

  async ask() {
    const alert = this.querySelector("[role=alert]");
    alert.textContent = "";
    try {
      const options = await this.options();
      const credential =
        this.dataset.purpose === "add"
          ? await navigator.credentials.create({ publicKey: wanted(options.creation_options.publicKey) })
          : await navigator.credentials.get({ publicKey: asked(options.request_options.publicKey) });
      this.form.elements.credential.value = JSON.stringify(answer(credential));
      this.form.submit();
    } catch {
      // Refused, cancelled, timed out: browsers do not say which, on purpose.
      alert.textContent = this.dataset.failure;
    }
  }

  async options() {
    if (!this.dataset.options) return JSON.parse(this.querySelector('script[type="application/json"]').textContent);
    const response = await fetch(this.dataset.options, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`${response.status} from ${this.dataset.options}`);
    return response.json();
  }
}
customElements.define("passkey-form", PasskeyForm);
