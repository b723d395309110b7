package evidence

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/signature"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// signer is a key that a test made.
type signer struct {
	t       *testing.T
	private ed25519.PrivateKey
	public  string // PEM
}

func newSigner(t *testing.T) signer {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return signer{t, private, string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))}
}

// sign makes a detached signature.
func (s signer) sign(text string) string {
	return base64.StdEncoding.EncodeToString(ed25519.Sign(s.private, []byte(text)))
}

// seal makes a DSSE envelope.
func (s signer) seal(keyid, statement string) string {
	sig := s.sign(string(signature.PAE(signature.StatementType, []byte(statement))))
	data, err := json.Marshal(map[string]any{
		"payloadType": signature.StatementType, "payload": base64.StdEncoding.EncodeToString([]byte(statement)),
		"signatures": []any{map[string]string{"keyid": keyid, "sig": sig}},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data)
}

// as lists the signer in a site.
func (s signer) as(id string, person bool, evidence ...string) site.Signer {
	return site.Signer{ID: id, Person: person, Key: source.Text{Value: s.public}, Evidence: evidence}
}

// TestSignatures goes through what a signature beside an envelope may be.
func TestSignatures(t *testing.T) {
	ci, ada, other := newSigner(t), newSigner(t), newSigner(t)
	plain := wrap("scan.json", undated, `{"id": "trivy", "collected_at": "2026-07-31T10:00:00Z", "verdict": "pass", "coverage": {"examined": 412}}`)
	run := strings.Replace(plain, `"verdict"`, `"collector": {"run": "7"}, "verdict"`, 1)
	older := strings.Replace(plain, "07-31", "01-31", 1)
	anew := strings.NewReplacer("Statement/v1", "Statement/v0.1", `412`, `4.12e2`, `"scan.json"`, `"dist/scan.json"`).Replace(plain)
	elsewhere := strings.Replace(plain, string(source.DigestOf([]byte(undated))), strings.Repeat("0", 64), 1)
	for _, c := range []struct {
		name     string
		envelope string
		beside   map[string]string // suffix -> signature
		signers  []site.Signer
		want     string // assurance, source, codes of problems; or codes of diagnostics where it is not used
	}{
		{"no envelope", "", nil, nil, "inferred  "},
		{"no signature", plain, nil, []site.Signer{ci.as("ci", false)}, "unsigned envelope "},
		{"no signature, a run", run, nil, nil, "unsigned-run envelope:run "},
		{"detached", plain, map[string]string{".sig": ci.sign(plain)}, []site.Signer{ada.as("ada", true), ci.as("ci", false)}, "signed-by-ci signed:ci "},
		{"by a person", plain, map[string]string{".sig": ada.sign(plain)}, []site.Signer{ada.as("ada", true), ci.as("ci", false)}, "signed-by-person signed:ada "},
		{"DSSE", plain, map[string]string{".dsse.json": ci.seal("", plain)}, []site.Signer{ci.as("ci", false)}, "signed-by-ci signed:ci "},
		{"DSSE, written anew by a tool", plain, map[string]string{".dsse.json": ci.seal("ci", anew)}, []site.Signer{ci.as("ci", false)}, "signed-by-ci signed:ci "},
		{"by both", plain, map[string]string{".dsse.json": ci.seal("", plain), ".sig": ada.sign(plain)}, []site.Signer{ada.as("ada", true), ci.as("ci", false)}, "signed-by-ci signed:ci "},
		{"of a pattern", plain, map[string]string{".sig": ci.sign(plain)}, []site.Signer{ci.as("ci", false, "kube-*", "tri*")}, "signed-by-ci signed:ci "},
		{"for other evidence", plain, map[string]string{".sig": ci.sign(plain)}, []site.Signer{ci.as("ci", false, "kube-*")}, "unsigned envelope signer-not-allowed"},
		{"nobody is listed", plain, map[string]string{".sig": ci.sign(plain)}, nil, "unsigned envelope signer-unknown"},
		{"somebody unknown", plain, map[string]string{".dsse.json": other.seal("other", plain)}, []site.Signer{ci.as("ci", false)}, "unsigned envelope signer-unknown"},
		{"a replay of another envelope", plain, map[string]string{".sig": ci.sign(older)}, []site.Signer{ci.as("ci", false)}, "signature-invalid"},
		{"a replay of another statement", plain, map[string]string{".dsse.json": ci.seal("ci", older)}, []site.Signer{ci.as("ci", false)}, "signature-invalid"},
		{"a replay from another file", plain, map[string]string{".dsse.json": ci.seal("ci", elsewhere)}, []site.Signer{ci.as("ci", false)}, "signature-invalid"},
		{"another key under a known name", plain, map[string]string{".dsse.json": other.seal("ci", plain)}, []site.Signer{ci.as("ci", false)}, "signature-invalid"},
		{"another key", plain, map[string]string{".sig": other.sign(plain)}, []site.Signer{ci.as("ci", false)}, "signature-invalid"},
		{"cut off", plain, map[string]string{".dsse.json": ci.seal("ci", plain)[:100]}, []site.Signer{ci.as("ci", false)}, "signature-invalid"},
		{"one good and one bad", plain, map[string]string{".dsse.json": ci.seal("", plain), ".sig": ada.sign(older)}, []site.Signer{ada.as("ada", true), ci.as("ci", false)}, "signature-invalid"},
		{"of an envelope that is none", "{}", map[string]string{".sig": ci.sign("{}")}, []site.Signer{ci.as("ci", false)}, "inferred   + envelope-invalid"},
		{"an unusable key", plain, map[string]string{".sig": ci.sign(plain)}, []site.Signer{{ID: "ci", Key: source.Text{Value: "keys/ci.pem"}}}, "unsigned envelope signer-unknown + signer-invalid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{"evidence/scan.json": undated}
			if c.envelope != "" {
				files["evidence/scan.json.evidence.json"] = c.envelope
			}
			for suffix, text := range c.beside {
				files["evidence/scan.json.evidence.json"+suffix] = text
			}
			cfg := larkspur()
			cfg.Signers = c.signers
			set, list, err := Load(folder(t, files), cfg, options(1))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, e := range set.Evidence {
				got += fmt.Sprint(e.Assurance, " ", e.Clocks.CollectedSource, " ")
				for _, p := range e.Problems {
					got += p.Code
				}
			}
			if len(set.Evidence) == 0 {
				got = codes(list)
			} else if list.HasErrors() {
				got += " + " + strings.Fields(codes(list))[0]
			}
			check(t, "evidence", strings.TrimSpace(got), strings.TrimSpace(c.want))
		})
	}
}

// A record that people keep is signed as it is.
func TestSignedRecord(t *testing.T) {
	ada := newSigner(t)
	const text = "kind: attestation\nstatement: Visitors are escorted.\nsigner: Ada\nsigned_at: 2026-01-05\nvalid_until: 2027-01-05\n"
	files := map[string]string{"evidence/records/visitors.yaml": text, "evidence/records/visitors.yaml.sig": ada.sign(text)}
	cfg := larkspur()
	cfg.Signers = []site.Signer{ada.as("ada", true)}
	set, list, err := Load(folder(t, files), cfg, options(1))
	if err != nil || len(list) > 0 || len(set.Evidence) != 1 {
		t.Fatal(err, list)
	}
	e := set.Evidence[0]
	by := e.Signers[0]
	check(t, "record", fmt.Sprint(e.Assurance, " ", e.Clocks.CollectedSource, " ", by.Signer, by.Person, by.Form, by.Base64, by.Scheme), "signed-by-person record:/signed_at adatrue.sigtrueed25519")
	if _, err := signature.ParseKey([]byte(by.Key)); err != nil {
		t.Errorf("the key of the signer: %v", err)
	}
	files["evidence/records/visitors.yaml"] += "note: changed\n"
	if set, list, err = Load(folder(t, files), cfg, options(1)); err != nil || len(set.Evidence) > 0 || codes(list) != "signature-invalid" {
		t.Errorf("a changed record: %v %v %v", set.Evidence, list, err)
	}
}

// A signature without what it signs is no evidence.
func TestOrphanSignature(t *testing.T) {
	set, list, err := Load(folder(t, map[string]string{
		"evidence/a.json.evidence.json.sig": "x", "evidence/a.json.evidence.json.dsse.json": "{}", "evidence/records/b.yaml.sig": "x",
	}), larkspur(), options(1))
	if err != nil || len(set.Evidence) > 0 || codes(list) != "envelope-orphan envelope-orphan envelope-orphan" {
		t.Errorf("%v %v %v", set.Evidence, list, err)
	}
}

// Keys stand in files of the site too.
func TestKeyFile(t *testing.T) {
	ci := newSigner(t)
	plain := wrap("scan.json", undated, `{"collected_at": "2026-07-31T10:00:00Z"}`)
	cfg := larkspur()
	cfg.Signers = []site.Signer{{ID: "ci", Key: source.Text{Value: "keys/ci.pem"}}}
	set, list, err := Load(folder(t, map[string]string{
		"keys/ci.pem": ci.public, "evidence/scan.json": undated, "evidence/scan.json.evidence.json": plain, "evidence/scan.json.evidence.json.sig": ci.sign(plain),
	}), cfg, options(1))
	if err != nil || list.HasErrors() || set.Evidence[0].Assurance != trust.SignedByCI {
		t.Errorf("%v %v", list, err)
	}
}

func options(workers int) Options { return Options{Formats: format.Builtin(), Workers: workers} }
