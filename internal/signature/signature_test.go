package signature

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"slices"
	"strings"
	"testing"
)

// pair is a key that a test made.
type pair struct {
	name   string
	signer crypto.Signer
	public string // PEM
}

func newPair(t *testing.T, name string) pair {
	t.Helper()
	var signer crypto.Signer
	var err error
	switch name {
	case "ed25519":
		_, signer, err = ed25519.GenerateKey(rand.Reader)
	case "p256":
		signer, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case "p384":
		signer, err = ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	case "p521":
		signer, err = ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	case "rsa":
		signer, err = rsa.GenerateKey(rand.Reader, 2048)
	case "rsa1024":
		t.Setenv("GODEBUG", "rsa1024min=0")
		signer, err = rsa.GenerateKey(rand.Reader, 1024)
	}
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(signer.Public())
	if err != nil {
		t.Fatal(err)
	}
	return pair{name, signer, string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))}
}

func (p pair) sign(t *testing.T, message []byte) []byte {
	t.Helper()
	digest, opts := message, crypto.SignerOpts(crypto.Hash(0))
	switch p.name {
	case "p384":
		sum := sha512.Sum384(message)
		digest, opts = sum[:], crypto.SHA384
	case "p256":
		sum := sha256.Sum256(message)
		digest, opts = sum[:], crypto.SHA256
	case "rsa":
		sum := sha256.Sum256(message)
		digest, opts = sum[:], &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: crypto.SHA256}
	}
	sig, err := p.signer.Sign(rand.Reader, digest, opts)
	if err != nil {
		t.Fatal(err)
	}
	return sig
}

func (p pair) as(t *testing.T, id string) Signer {
	t.Helper()
	k, err := ParseKey([]byte(p.public))
	if err != nil {
		t.Fatal(err)
	}
	return Signer{ID: id, Key: k}
}

func sealed(t *testing.T, p pair, keyid, payload string) []byte {
	t.Helper()
	data, err := json.Marshal(dsse{StatementType, base64.StdEncoding.EncodeToString([]byte(payload)), []dsseSignature{
		{keyid, base64.StdEncoding.EncodeToString(p.sign(t, PAE(StatementType, []byte(payload))))},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Each kind of key verifies what it signed, and nothing else.
func TestKeys(t *testing.T) {
	for _, name := range []string{"ed25519", "p256", "p384", "rsa"} {
		t.Run(name, func(t *testing.T) {
			p, other := newPair(t, name), newPair(t, name)
			signers := []Signer{other.as(t, "other"), p.as(t, "ci")}
			message := []byte("the envelope")
			sig := p.sign(t, message)
			for form, text := range map[string][]byte{"raw": sig, "Base64": []byte(base64.StdEncoding.EncodeToString(sig) + "\n")} {
				if made, err := Detached(message, text, signers); err != nil || !slices.Equal(made, []string{"ci"}) {
					t.Errorf("%s: %v %v", form, made, err)
				}
			}
			if made, err := Detached([]byte("the envelopE"), sig, signers); err == nil {
				t.Errorf("other bytes: %v", made)
			}
			if made, err := Detached(message, sig, signers[:1]); err == nil {
				t.Errorf("another key: %v", made)
			}
			if made, err := Detached(message, sig[:len(sig)-1], signers); err == nil {
				t.Errorf("cut off: %v", made)
			}
			payload, made, err := DSSE(sealed(t, p, "", `{"a": 1}`), signers)
			if err != nil || string(payload) != `{"a": 1}` || !slices.Equal(made, []string{"ci"}) {
				t.Errorf("DSSE: %s %v %v", payload, made, err)
			}
		})
	}
}

// What is wrong is told from what nobody knows.
func TestDSSE(t *testing.T) {
	ci, other := newPair(t, "ed25519"), newPair(t, "p256")
	known := []Signer{ci.as(t, "ci")}
	good := string(sealed(t, ci, "ci", `{"a": 1}`))
	swap := func(from, to string) string {
		if !strings.Contains(good, from) {
			t.Fatalf("no %s in %s", from, good)
		}
		return strings.Replace(good, from, to, 1)
	}
	text := base64.StdEncoding.EncodeToString
	for name, c := range map[string]struct {
		envelope string
		signers  []Signer
		unknown  bool
		says     string
	}{
		"a payload that was changed": {swap(text([]byte(`{"a": 1}`)), text([]byte(`{"a": 2}`))), known, false, "none of the keys"},
		"another type":               {swap(StatementType, "text/plain"), known, false, `the payload type is "text/plain"`},
		"cut off":                    {good[:len(good)/2], known, false, "cut off"},
		"something behind":           {good + "{}", known, false, "behind"},
		"no signature":               {`{"payloadType": "` + StatementType + `", "payload": "e30=", "signatures": []}`, known, false, "0 signatures"},
		"no Base64":                  {swap(text([]byte(`{"a": 1}`)), "%%%"), known, false, "not in Base64"},
		"a key that nobody listed":   {string(sealed(t, other, other.as(t, "").Key.Fingerprint(), `{}`)), known, true, "lists no signer with the key"},
		"nobody is listed":           {good, nil, true, "lists no signers"},
		"no key id, another key":     {string(sealed(t, other, "", `{}`)), known, false, "none of the keys"},
		"the id of another key":      {string(sealed(t, other, "ci", `{}`)), known, false, "none of the keys"},
	} {
		t.Run(name, func(t *testing.T) {
			_, made, err := DSSE([]byte(c.envelope), c.signers)
			var unknown *Unknown
			if err == nil || len(made) > 0 || errors.As(err, &unknown) != c.unknown || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v %v", made, err)
			}
		})
	}
	if _, err := Detached([]byte("x"), []byte("y"), nil); !errors.As(err, new(*Unknown)) {
		t.Errorf("nobody is listed: %v", err)
	}
}

// A signature of somebody unknown beside a good one harms nothing.
func TestTwoSignatures(t *testing.T) {
	ci, other := newPair(t, "ed25519"), newPair(t, "ed25519")
	var a, b dsse
	for into, p := range map[*dsse]pair{&a: ci, &b: other} {
		if err := json.Unmarshal(sealed(t, p, "", "{}"), into); err != nil {
			t.Fatal(err)
		}
	}
	a.Signatures = append(b.Signatures, a.Signatures...)
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	if _, made, err := DSSE(data, []Signer{ci.as(t, "ci")}); err != nil || !slices.Equal(made, []string{"ci"}) {
		t.Errorf("%v %v", made, err)
	}
}

func TestParseKey(t *testing.T) {
	good := newPair(t, "ed25519").public
	private := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("x")}))
	for name, c := range map[string]struct{ text, says string }{
		"nothing":         {"", "no public key in PEM"},
		"a private key":   {private, `"PRIVATE KEY", expected "PUBLIC KEY"`},
		"two keys":        {good + good, "more than one key"},
		"no key in it":    {strings.Replace(private, "PRIVATE", "PUBLIC", 2), "cannot be decoded"},
		"another curve":   {newPair(t, "p521").public, "P-521"},
		"a short RSA key": {newPair(t, "rsa1024").public, "1024 bits"},
	} {
		if k, err := ParseKey([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v %v", name, k, err)
		}
	}
}

func FuzzDSSE(f *testing.F) {
	f.Add([]byte(`{"payloadType": "application/vnd.in-toto+json", "payload": "e30=", "signatures": [{"keyid": "ci", "sig": "AAAA"}]}`))
	f.Add([]byte(`{"signatures": null}`))
	f.Add([]byte(`[`))
	public, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		f.Fatal(err)
	}
	key, err := ParseKey(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, made, err := DSSE(data, []Signer{{ID: "ci", Key: key}}); err == nil || len(made) > 0 {
			t.Errorf("%q passes for signed by a key that signed nothing", data)
		}
	})
}
