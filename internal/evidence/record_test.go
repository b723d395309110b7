package evidence

import (
	"fmt"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/source"
)

func TestRecords(t *testing.T) {
	sum := strings.Repeat("b", 64)
	for _, c := range []struct {
		name, text                     string
		record, at, from, until, signs string
		verdict, params                string
	}{
		{"document", "kind: document\ntitle: Access policy\nversion: \"4\"\napproved_by: Ada\nrole: CISO\napproved_at: 2026-01-05\nreviewed_at: 2026-06-05\nreview_by: 2027-01-05\nsections: [Scope]\nlocation: wiki\nsha256: " + sum,
			"document", "2026-06-05T00:00:00Z", "record:/reviewed_at", "2027-01-06T00:00:00Z", "Ada CISO", "none", "map[]"},
		{"attestation", "kind: attestation\nid: board-review\nstatement: The board reviews risks.\nsigner: Grace\nsigned_at: 2026-03-01T09:30:00+01:00\nvalid_until: 2027-02-28\nscope: {product: fleet}",
			"attestation", "2026-03-01T08:30:00Z", "record:/signed_at", "2027-03-01T00:00:00Z", "Grace ", "none", "map[]"},
		{"drill", "kind: drill\ntitle: Restore\ndate: 2026-04-01\nscope: registry volumes\noutcome: passed\nmeasured_rto: PT2H\nmeasured_rpo: PT5M\nparticipants: [Ada, Grace]",
			"drill", "2026-04-01T00:00:00Z", "record:/date", "", "", "pass", "map[measured_rpo:PT5M measured_rto:PT2H]"},
		{"drills", "kind: drill\ntests:\n  - {date: 2026-05-01, outcome: failed, measured_rto: PT9H}\n  - {date: 2026-04-01, outcome: passed, measured_rto: PT2H}",
			"drill", "2026-05-01T00:00:00Z", "record:/date", "", "", "fail", "map[measured_rto:PT9H]"},
		{"certificate", "kind: certificate\nstandard: ISO/IEC 27001:2022\nissuer: Example Cert\nholder: Example Cloud\nissued_at: 2025-09-01\nvalid_until: 2028-08-31",
			"certificate", "2025-09-01T00:00:00Z", "record:/issued_at", "2028-09-01T00:00:00Z", "Example Cert ", "none", "map[]"},
		{"training", "kind: training\ndate: 2026-02-01\ncourse: Secure coding\nassigned: 40\ncompleted: 39",
			"training", "2026-02-01T00:00:00Z", "record:/date", "", "", "none", "map[assigned:40 completed:39]"},
		{"record", "kind: record\ndate: 2026-02-01\ndata: {devices: [{id: a}]}", "record", "2026-02-01T00:00:00Z", "record:/date", "", "", "none", "map[]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, _, list := inspect("records/"+c.name+".yaml", c.text, "")
			check(t, "diagnostics", fmt.Sprint(list), "[]")
			check(t, "record", e.Record, c.record)
			check(t, "collected", instant(e.Clocks.CollectedAt), c.at)
			check(t, "source", e.Clocks.CollectedSource, c.from)
			check(t, "until", instant(e.Clocks.ValidUntil), c.until)
			signs := ""
			if e.Attester != nil {
				signs = e.Attester.Name + " " + e.Attester.Role
			}
			check(t, "attester", signs, c.signs)
			check(t, "verdict", string(e.Verdict), c.verdict)
			check(t, "params", fmt.Sprint(e.Params), c.params)
			if body, ok := e.Body.(map[string]any); !e.Manual || !ok || body["kind"] != c.record {
				t.Errorf("%+v", e)
			}
		})
	}
}

func TestRecordMistakes(t *testing.T) {
	const attestation = "kind: attestation\nstatement: We do.\nsigner: Grace\nsigned_at: 2026-03-01\nvalid_until: 2027-02-28\n"
	for _, c := range []struct{ from, to, want string }{
		{"kind: attestation", "kind: atestation", "1:7 value-unknown"},
		{"kind: attestation\n", "", "1:1 key-missing"},
		{"signer: Grace\n", "", "1:1 key-missing"},
		{"signer:", "signor:", "3:1 key-unknown"},
		{"2026-03-01", "2026-02-30", "4:12 value-invalid"},
		{"2026-03-01", "2026-03-01T10:00:00", "4:12 value-invalid"},
		{"2027-02-28", "9999-12-31", "5:14 value-invalid"},
		{"signer: Grace\n", "signer: Grace\nid: a/b\n", "4:5 value-invalid"},
		{"signer: Grace\n", "signer: Grace\nsha256: abc\n", "4:9 value-invalid"},
		{"signer: Grace\n", "signer: Grace\nscope: everything\n", "4:8 value-type"},
		{"signer: Grace\n", "signer: Grace\nscope: {product: [fleet, tracy]}\n", "4:26 scope-value-unknown"},
		{"signer: Grace\n", "signer: Grace\naudience: public\n", "4:11 audience-loosens"},
	} {
		text := strings.Replace(attestation, c.from, c.to, 1)
		_, _, list := inspect("records/a.yaml", text, "")
		found := false
		for _, d := range list {
			p := d.Span.Position()
			found = found || fmt.Sprintf("%d:%d %s", p.Line, p.Column, d.Code) == c.want
		}
		if !found {
			t.Errorf("%q: want %s, got %v", c.to, c.want, list)
		}
	}
	for text, want := range map[string]string{
		"kind: drill\ndate: 2026-04-01\n":                                                         "key-missing",
		"kind: drill\ndate: 2026-04-01\noutcome: passed\nmeasured_rto: 2h\n":                      "value-invalid",
		"kind: drill\ndate: 2026-04-01\noutcome: good\n":                                          "value-unknown",
		"kind: document\ntitle: A\napprover: B\napproved_at: 2026-04-01\nreview_by: 2027-04-01\n": "key-missing",
		"kind: certificate\nstandard: S\nissuer: I\nissued_at: 2026-04-01\nvalid_until: soon\n":   "value-invalid",
		"kind: training\ndate: 2026-04-01\ncompleted: many\n":                                     "value-type",
		"kind: [a]\n": "value-type",
	} {
		_, _, list := inspect("records/a.yaml", text, "")
		check(t, text, codes(list), want)
	}
}

// TestRecordFile compares the digest of the document that a record stands for.
func TestRecordFile(t *testing.T) {
	record := func(file string) string {
		return "kind: document\ntitle: Policy\napprover: Ada\napproved_at: 2026-01-05\nreview_by: 2027-01-05\nsha256: " + string(source.DigestOf([]byte("the policy"))) + "\nfile: " + file + "\n"
	}
	for _, c := range []struct{ file, text, want string }{
		{"content/policy.md", "the policy", ""},
		{"content/policy.md", "the policy, changed", "evidence/records/policy.yaml:6:9 envelope-digest"},
		{"content/polcy.md", "the policy", "evidence/records/policy.yaml:7:7 file-unreadable"},
		{strings.Repeat("a/", 3000), "the policy", "evidence/records/policy.yaml:7:7 file-unreadable"},
		{"../../../../etc/passwd", "the policy", "evidence/records/policy.yaml:7:7 file-unreadable"},
	} {
		set, list, err := Load(folder(t, map[string]string{"evidence/records/policy.yaml": record(c.file), "content/policy.md": c.text}), larkspur(), Options{Formats: format.Builtin(), Workers: 1})
		if err != nil || len(set.Evidence) != 1 {
			t.Fatal(err, list)
		}
		got := ""
		for _, d := range list {
			got += d.Span.Position().String() + " " + string(d.Code)
		}
		check(t, c.file, got, c.want)
	}
}
