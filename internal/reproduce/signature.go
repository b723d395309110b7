package reproduce

import (
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/onuse"
)

// What follows the name of evidence in the name of its envelope.
const envelope = ".evidence.json"

// predicate is the type of what an envelope says of a file.
const predicate = "https://candor-site.dev/evidence/v1"

// signatures adds how each signature is verified, with the tool that can.
func (w *writer) signatures() {
	for _, s := range w.piece.Signatures {
		switch {
		case s.Form == ".sig" && s.Scheme != "":
			w.detached(s)
		case s.Form == ".dsse.json" && s.Scheme != "":
			w.key(s)
			w.add(Cosign, Command("cosign", "verify-blob-attestation", "--insecure-ignore-tlog=true", "--key", keyName(s), "--signature", w.signed()+s.Form, "--type", predicate, w.name), "Verified OK", s.Signer)
		case s.Form == ".sigstore.json" && s.Identity != "":
			w.add(Cosign, Command("cosign", "verify-blob", "--bundle", w.signed()+s.Form, "--certificate-identity", s.Identity, "--certificate-oidc-issuer", s.Issuer, w.signed()), "Verified OK", s.Signer)
		case s.Form == ".sigstore.json" && s.Scheme != "":
			w.key(s)
			w.add(Cosign, Command("cosign", "verify-blob", "--insecure-ignore-tlog=true", "--bundle", w.signed()+s.Form, "--key", keyName(s), w.signed()), "Verified OK", s.Signer)
		}
	}
}

// signed is the name of what is signed: the envelope or, of a record that people
// keep, the file.
func (w *writer) signed() string {
	if len(w.piece.Beside) > 0 && !strings.HasSuffix(w.piece.Beside[0].Route, envelope) || len(w.piece.Beside) == 0 && strings.HasPrefix(w.piece.CollectedBy, "record:") {
		return w.name
	}
	return w.name + envelope
}

// keyName is the name of the file that a key is written to.
func keyName(s disclose.Signature) string {
	if !signerID.MatchString(s.Signer) {
		return "signer.pem"
	}
	return s.Signer + ".pem"
}

// What the id of a signer looks like, and a public key in PEM (RFC 7468).
var (
	signerID  = onuse.Regexp(`^[A-Za-z0-9][A-Za-z0-9_.-]*$`)
	publicKey = onuse.Regexp(`^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=]+\n)+-----END PUBLIC KEY-----$`)
)

// key adds how the public key of a signer gets into a file.
func (w *writer) key(s disclose.Signature) {
	if key := strings.TrimSpace(s.Key); publicKey.MatchString(key) {
		w.add(Key, "cat > "+keyName(s)+" <<'END'\n"+key+"\nEND", "", s.Signer)
	}
}

// detached adds how openssl verifies a signature over exact bytes: Ed25519,
// ECDSA or RSASSA-PSS.
func (w *writer) detached(s disclose.Signature) {
	document, signature := w.signed(), w.signed()+s.Form
	var lines []string
	if s.Base64 {
		from, ok := Quote(signature)
		raw, fine := Quote(signature + ".raw")
		if !ok || !fine {
			return
		}
		lines = append(lines, "openssl base64 -d -A -in "+from+" -out "+raw)
		signature += ".raw"
	}
	digest, prints := "-sha256", "Verified OK"
	var line string
	switch s.Scheme {
	case "ed25519":
		line = Command("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", keyName(s), "-rawin", "-in", document, "-sigfile", signature)
		prints = "Signature Verified Successfully"
	case "rsa-pss":
		line = Command("openssl", "dgst", digest, "-sigopt", "rsa_padding_mode:pss", "-verify", keyName(s), "-signature", signature, document)
	case "ecdsa-p384":
		digest = "-sha384"
		fallthrough
	case "ecdsa-p256":
		line = Command("openssl", "dgst", digest, "-verify", keyName(s), "-signature", signature, document)
	}
	if line == "" {
		return
	}
	w.key(s)
	w.add(Openssl, strings.Join(append(lines, line), "\n"), prints, s.Signer)
}
