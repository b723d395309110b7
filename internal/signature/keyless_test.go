package signature

import (
	"crypto/ecdsa"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sigstore/sigstore-go/pkg/root"
	"github.com/sigstore/sigstore-go/pkg/testing/ca"
	"github.com/sigstore/sigstore-go/pkg/tlog"
)

// who is the identity of the tests.
const (
	who    = "https://ci.example/scan.yml@refs/heads/main"
	issuer = "https://token.ci.example"
)

// world is a Sigstore that a test made: authorities, a log, a trusted root.
type world struct {
	t       *testing.T
	sigs    *ca.VirtualSigstore
	trusted *Root
}

func newWorld(t *testing.T) world {
	t.Helper()
	v, err := ca.NewVirtualSigstore()
	if err != nil {
		t.Fatal(err)
	}
	logs := v.RekorLogs()
	for id, l := range logs {
		if l.ID, err = hex.DecodeString(id); err != nil { // the library holds it in hexadecimal
			t.Fatal(err)
		}
	}
	made, err := root.NewTrustedRoot(root.TrustedRootMediaType01, v.FulcioCertificateAuthorities(), nil, v.TimestampingAuthorities(), logs)
	if err != nil {
		t.Fatal(err)
	}
	text, err := made.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	trusted, err := ParseRoot(text)
	if err != nil {
		t.Fatal(err)
	}
	return world{t, v, trusted}
}

// bundle writes what was signed as a bundle.
func (w world) bundle(e *ca.TestEntity, envelope bool, document []byte) []byte {
	w.t.Helper()
	vc, err := e.VerificationContent()
	if err != nil {
		w.t.Fatal(err)
	}
	sc, err := e.SignatureContent()
	if err != nil {
		w.t.Fatal(err)
	}
	text := base64.StdEncoding.EncodeToString
	stamps, err := e.Timestamps()
	if err != nil {
		w.t.Fatal(err)
	}
	var rfc []any
	for _, s := range stamps {
		rfc = append(rfc, map[string]any{"signedTimestamp": text(s)})
	}
	entries, err := e.TlogEntries()
	if err != nil {
		w.t.Fatal(err)
	}
	material := map[string]any{
		"certificate":               map[string]any{"rawBytes": text(vc.Certificate().Raw)},
		"timestampVerificationData": map[string]any{"rfc3161Timestamps": rfc},
		"tlogEntries":               w.logged(entries),
	}
	out := map[string]any{"mediaType": "application/vnd.dev.sigstore.bundle+json;version=0.1", "verificationMaterial": material}
	material["x509CertificateChain"] = map[string]any{"certificates": []any{material["certificate"]}}
	delete(material, "certificate")
	if envelope {
		raw := sc.EnvelopeContent().RawEnvelope()
		out["dsseEnvelope"] = map[string]any{"payload": raw.Payload, "payloadType": raw.PayloadType, "signatures": []any{map[string]any{"sig": raw.Signatures[0].Sig}}}
	} else {
		ms := sc.MessageSignatureContent()
		out["messageSignature"] = map[string]any{"messageDigest": map[string]any{"algorithm": "SHA2_256", "digest": text(ms.Digest())}, "signature": text(ms.Signature())}
	}
	data, err := json.Marshal(out)
	if err != nil {
		w.t.Fatal(err)
	}
	return data
}

// logged writes entries of the log, each with the promise of the log.
func (w world) logged(entries []*tlog.Entry) []any {
	w.t.Helper()
	var out []any
	for _, e := range entries {
		pb := e.TransparencyLogEntry()
		text := base64.StdEncoding.EncodeToString
		promise, err := w.sigs.RekorSignPayload(tlog.RekorPayload{
			Body: text(pb.GetCanonicalizedBody()), IntegratedTime: pb.GetIntegratedTime(), LogIndex: pb.GetLogIndex(), LogID: hex.EncodeToString(pb.GetLogId().GetKeyId()),
		})
		if err != nil {
			w.t.Fatal(err)
		}
		one := map[string]any{
			"logIndex": strconv.FormatInt(pb.GetLogIndex(), 10), "logId": map[string]any{"keyId": text(pb.GetLogId().GetKeyId())},
			"kindVersion":    map[string]any{"kind": pb.GetKindVersion().GetKind(), "version": pb.GetKindVersion().GetVersion()},
			"integratedTime": strconv.FormatInt(pb.GetIntegratedTime(), 10), "canonicalizedBody": text(pb.GetCanonicalizedBody()),
			"inclusionPromise": map[string]any{"signedEntryTimestamp": text(promise)},
		}
		out = append(out, one)
	}
	return out
}

// TestBundle signs without a key, and does to the bundle what must not pass.
func TestBundle(t *testing.T) {
	w, elsewhere := newWorld(t), newWorld(t)
	document, statement := []byte("the envelope"), []byte(`{"_type": "https://in-toto.io/Statement/v1", "predicateType": "x", "subject": [{"name": "a", "digest": {"sha256": "00"}}], "predicate": {}}`)
	signers := []Signer{{ID: "other", Identity: who, Issuer: "https://other.example"}, {ID: "ci", Identity: who, Issuer: issuer}}
	signed, err := w.sigs.Sign(who, issuer, document)
	if err != nil {
		t.Fatal(err)
	}
	attested, err := w.sigs.Attest(who, issuer, statement)
	if err != nil {
		t.Fatal(err)
	}
	late, err := w.sigs.SignAtTime(who, issuer, document, time.Now().Add(48*time.Hour)) // the certificate holds for minutes
	if err != nil {
		t.Fatal(err)
	}
	plain, sealed := w.bundle(signed, false, document), w.bundle(attested, true, statement)
	for name, c := range map[string]struct {
		document, bundle []byte
		signers          []Signer
		trusted          *Root
		made             []string
		unknown          bool
	}{
		"over the exact bytes":       {document, plain, signers, w.trusted, []string{"ci"}, false},
		"around a Statement":         {document, sealed, signers, w.trusted, []string{"ci"}, false},
		"a replay onto other bytes":  {[]byte("another envelope"), plain, signers, w.trusted, nil, false},
		"another world":              {document, plain, signers, elsewhere.trusted, nil, false},
		"an expired certificate":     {document, w.bundle(late, false, document), signers, w.trusted, nil, false},
		"cut off":                    {document, plain[:len(plain)/2], signers, w.trusted, nil, false},
		"nothing":                    {document, nil, signers, w.trusted, nil, false},
		"no trusted root":            {document, plain, signers, nil, nil, true},
		"an identity nobody listed":  {document, plain, []Signer{{ID: "ci", Identity: who + "x", Issuer: issuer}}, w.trusted, nil, true},
		"an issuer that nobody said": {document, plain, signers[:1], w.trusted, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			payload, made, seen, err := Bundle(c.document, c.bundle, c.signers, c.trusted)
			if !slices.Equal(made, c.made) || (err == nil) != (c.made != nil) || errors.As(err, new(*Unknown)) != c.unknown {
				t.Fatalf("%v %v", made, err)
			}
			if err == nil && (seen.At.IsZero() || seen.By == "") {
				t.Errorf("nobody saw it: %v", seen)
			}
			if name == "around a Statement" && string(payload) != string(statement) {
				t.Errorf("payload %s", payload)
			}
		})
	}
}

// A bundle with a key is verified by that key.
func TestKeyBundle(t *testing.T) {
	p := newPair(t, "p256")
	if _, ok := p.signer.Public().(*ecdsa.PublicKey); !ok {
		t.Fatal("not ECDSA")
	}
	document := []byte("the envelope")
	text := base64.StdEncoding.EncodeToString
	data := `{"mediaType": "application/vnd.dev.sigstore.bundle+json;version=0.1", "verificationMaterial": {"publicKey": {"hint": "ci"}},
		"messageSignature": {"messageDigest": {"algorithm": "SHA2_256", "digest": "AAAA"}, "signature": "` + text(p.sign(t, document)) + `"}}`
	if _, made, _, err := Bundle(document, []byte(data), []Signer{p.as(t, "ci")}, nil); err != nil || !slices.Equal(made, []string{"ci"}) {
		t.Errorf("%v %v", made, err)
	}
	if _, made, _, err := Bundle([]byte("other"), []byte(data), []Signer{p.as(t, "ci")}, nil); err == nil {
		t.Errorf("other bytes: %v", made)
	}
}

func TestParseRoot(t *testing.T) {
	for _, text := range []string{"", "{}", "[]", `{"mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1", "tlogs": [{}]}`} {
		if _, err := ParseRoot([]byte(text)); err == nil || !strings.Contains(err.Error(), "no trusted root") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
