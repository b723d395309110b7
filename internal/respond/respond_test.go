package respond

import (
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/topic"
)

func date(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 9, 0, 0, 0, time.UTC)
}

// library is a small library: answers that hold, that are planned, unproved,
// negative, open, about one product.
func library(t *testing.T) *reply.Library {
	t.Helper()
	value := func(name string, typ parameter.Type, raw any, text string) disclose.Parameter {
		v, err := parameter.Parse(typ, raw)
		if err != nil {
			t.Fatal(err)
		}
		return disclose.Parameter{Name: name, Text: text, Value: v, Raw: v.Raw}
	}
	control := func(id, status, state string, params ...disclose.Parameter) *disclose.Control {
		return &disclose.Control{ID: id, Title: "The " + id, Status: status, State: state, Parameters: params, FreshUntil: date(time.December, 3),
			Evidence: []disclose.Observation{{ID: "scan", Collected: date(time.November, 2), Linked: true}}}
	}
	v := &disclose.View{
		AsOf: date(time.November, 20), Site: disclose.Site{BaseURL: "https://trust.example/"}, Topics: topic.Builtin(),
		Scopes: []disclose.Axis{{Name: "product", Values: []string{"Hangar", "Dock"}}},
		Controls: []*disclose.Control{
			control("at-rest", "in-effect", "satisfied", value("key_bits", parameter.Int, int64(256), "256")),
			control("logs", "in-effect", "satisfied", value("retention", parameter.Retention, "P90D", "90 days")),
			control("backup", "in-effect", "satisfied", value("frequency", parameter.Frequency, "P1D", "daily")),
			control("soc2", "planned", "planned"), control("scans", "in-effect", "undetermined"), control("plain", "in-effect", "satisfied"),
			control("sso", "optional", "satisfied"), control("waf", "partial", "satisfied"), control("cards", "not-applicable", "not-applicable"),
			control("uptime", "in-effect", "satisfied", value("min_uptime", parameter.Uptime, "99.9%", "99.9%")),
			control("tls", "in-effect", "satisfied", value("min_version", parameter.Version, "1.2", "1.2")),
			control("passwords", "in-effect", "satisfied", value("count", parameter.Int, int64(14), "14")),
			control("dock", "in-effect", "satisfied"), control("tests", "in-effect", "satisfied", value("frequency", parameter.Frequency, "P1Y", "yearly")),
		},
		Evidence: []*disclose.Evidence{{ID: "scan", Key: "scan", Title: "A scan", Collected: date(time.November, 2)}},
		Answers: []*disclose.Answer{
			{ID: "at-rest", Topic: "encryption-at-rest", Question: "Is customer data encrypted at rest?", Short: "Data is encrypted with 256-bit AES.", Long: "All databases are.", Controls: []string{"at-rest"}},
			{ID: "at-rest-dock", Topic: "encryption-at-rest", Question: "Is customer data in Dock encrypted at rest?", Short: "Dock keeps no data.", Products: []string{"Dock"}, Controls: []string{"dock"}},
			{ID: "logs", Topic: "log-retention", Question: "How long are logs kept?", Asks: []string{"Are logs retained?"}, Short: "Logs are kept for 90 days.", Controls: []string{"logs"}},
			{ID: "backups", Topic: "backups", Question: "Is data backed up?", Asks: []string{"How often are backups taken?"}, Short: "Backups are taken daily.", Controls: []string{"backup"}},
			{ID: "soc2", Topic: "audits-certifications", Question: "Do you have a SOC 2 report?", Short: "We have one.", Compensating: "Our own auditor looks.", Controls: []string{"soc2"}},
			{ID: "scans", Topic: "vulnerability-scanning", Question: "Are systems scanned for vulnerabilities?", Short: "They are.", Controls: []string{"scans"}},
			{ID: "plain", Topic: "password-policy", Question: "Are passwords stored in plain text?", Negative: true, Short: "Passwords are hashed.", Controls: []string{"plain"}},
			{ID: "sso", Topic: "sso", Question: "Do you support single sign-on (SSO)?", Short: "SAML is supported.", Controls: []string{"sso"}},
			{ID: "waf", Topic: "network-security", Question: "Is there a web application firewall?", Short: "There is one.", Controls: []string{"waf"}},
			{ID: "uptime", Topic: "availability-sla", Question: "Do you commit to an uptime?", Short: "The uptime is 99.9%.", Controls: []string{"uptime"}},
			{ID: "tls", Topic: "encryption-in-transit", Question: "Is data encrypted in transit?", Short: "TLS 1.2 and later.", Controls: []string{"tls"}},
			{ID: "passwords", Topic: "password-policy", Question: "Do you enforce rules for passwords?", Short: "Passwords have 14 characters or more.", Controls: []string{"passwords"}},
			{ID: "how-tests", Topic: "penetration-testing", Question: "Who performs penetration tests?", Short: "A third party.", Quantifier: "none", Controls: []string{"tests"}},
		},
	}
	ids := map[string]bool{}
	for _, x := range topic.Builtin() {
		ids[x.ID] = true
	}
	for _, a := range v.Answers {
		if !ids[a.Topic] {
			t.Fatalf("there is no topic %s", a.Topic)
		}
	}
	return reply.New(v)
}

func TestAnswer(t *testing.T) {
	r := New(library(t), "Larkspur")
	for _, tt := range []struct {
		question string
		fill     bool
		word     choice.Word
		text     string // begins so
		reason   match.Reason
	}{
		{"Do you encrypt customer data at rest?", true, choice.Yes, "Yes. Data is encrypted with 256-bit AES.", ""},
		{"Does Larkspur encrypt customer data at rest?", true, choice.Yes, "Yes. Data is", ""},
		{"Is customer data in Dock encrypted at rest?", true, choice.Yes, "Yes. Dock keeps no data.", ""},
		{"Is stored data encrypted at rest with AES 128 or stronger?", true, choice.Yes, "Yes. Data", ""},
		{"Is data at rest encrypted with AES 512 bits?", true, choice.No, "No. Data is encrypted with 256-bit AES.", ""},
		{"Is data encrypted at rest for at least six months?", false, "", "Data is", Unmeasured},
		{"How long are logs retained?", true, "", "Logs are kept for 90 days.", ""},
		{"Are logs retained for at least six months?", true, choice.No, "No. Logs are kept for 90 days.", ""},
		{"Are logs retained for at least 30 days?", true, choice.Yes, "Yes. Logs", ""},
		{"Are backups taken at least weekly?", true, choice.Yes, "Yes. Backups are taken daily.", ""},
		{"Are backups taken every hour?", true, choice.No, "No. Backups are taken daily.", ""},
		{"Do you have a SOC 2 report?", true, choice.No, "No. “The soc2” is planned", ""},
		{"Are systems scanned for vulnerabilities?", false, "", "They are.", Unproved},
		{"Are passwords stored in plain text?", true, choice.No, "No. Passwords are hashed.", ""},
		{"Do you store any passwords in plaintext?", true, choice.No, "No. Passwords are hashed.", ""},
		{"Do you support single sign-on?", true, choice.Yes, "Yes. SAML is supported. “The sso” holds where", ""},
		{"Do you have a web application firewall?", true, choice.Partial, "In part. “The waf” holds in part", ""},
		{"Is an uptime of 99.99% guaranteed by an SLA?", true, choice.No, "No. The uptime is 99.9%.", ""},
		{"Does your SLA have an uptime of at least 99.5%?", true, choice.Yes, "Yes. The uptime", ""},
		{"Is data in transit encrypted with TLS 1.2 or later?", true, choice.Yes, "Yes. TLS", ""},
		{"Is data in transit encrypted with TLS 1.3 or later?", true, choice.No, "No. TLS", ""},
		{"Do passwords need at least 12 characters by your password policy?", true, choice.Yes, "Yes. Passwords", ""},
		{"Do passwords need at least 16 characters by your password policy?", true, choice.No, "No. Passwords", ""},
		{"Are penetration tests performed by a third party?", false, "", "A third party.", NoClaim},
		{"Will you sign our data processing agreement?", false, "", "", match.Commitment},
		{"¿Se cifran los datos de los clientes en reposo y en tránsito?", false, "", "", match.Language},
		{"Is there a fence around the premises?", false, "", "", match.NoTopic},
		{"Is customer data encrypted at rest and in transit?", false, "", "", match.Close},
		{"Do you encrypt customer data at rest, and do you store passwords in plain text?", false, "", "Yes. Data", Compound},
		{"Is stored customer data encrypted at rest? Are backups taken?", true, choice.Yes, "Yes. Data is encrypted with 256-bit AES. Backups are taken daily.", ""},
		{"Do you encrypt customer data at rest, and do you have a SOC 2 report?", false, "", "Yes. Data", Compound},
		{"Please attach your SOC 2 report.", false, "", "", Paper},
	} {
		got := r.Answer(match.Question{Text: tt.question})
		if got.Fill != tt.fill || got.Word != tt.word || !strings.HasPrefix(got.Text, tt.text) || got.Reason != tt.reason || got.Fill != (got.Because == "") {
			t.Errorf("%s\n  fill %v, word %q, reason %q (%s), text %q, topics %.3v\n  want fill %v, word %q, reason %q, text %q...", tt.question, got.Fill, got.Word, got.Reason, got.Because, got.Text, got.Reading.Candidates, tt.fill, tt.word, tt.reason, tt.text)
		}
		if again := r.Answer(match.Question{Text: tt.question}); again.Text != got.Text || again.Because != got.Because {
			t.Errorf("%s: answered differently the second time", tt.question)
		}
	}
}

// A question of a standard questionnaire is answered by the answer that names its
// id, in that version alone.
func TestIdentity(t *testing.T) {
	lib := library(t)
	for _, a := range lib.Answers {
		switch a.ID {
		case "at-rest":
			a.IDs = map[string][]string{"hecvat-4.14": {"DATA-07", "DATA-08"}}
		case "backups":
			a.IDs = map[string][]string{"hecvat-4.14": {"DATA-08"}}
		}
	}
	r := New(lib)
	for _, tt := range []struct{ standard, id, text, want string }{
		{"hecvat-4.14", "DATA-07", "Is there a fence around the premises?", "Yes. Data is encrypted with 256-bit AES."},
		{"hecvat-4.14", "DATA-08", "Is data backed up daily?", "Yes. Backups are taken daily."},
		{"hecvat-4.06", "DATA-07", "Is there a fence around the premises?", ""},
		{"", "DATA-07", "Is there a fence around the premises?", ""},
		{"hecvat-4.14", "DATA-07", "Will you sign our data processing agreement?", ""},
	} {
		got := r.Answer(match.Question{Text: tt.text, Standard: tt.standard, ID: tt.id})
		if got.Fill != (tt.want != "") || got.Fill && got.Text != tt.want {
			t.Errorf("%s %s %q: %v %q (%s)", tt.standard, tt.id, tt.text, got.Fill, got.Text, got.Because)
		}
	}
}

func TestCitation(t *testing.T) {
	got := New(library(t)).Answer(match.Question{Text: "Is customer data encrypted at rest?"})
	const want = "Control The at-rest (at-rest); evidence A scan, collected 2026-11-02, valid until 2026-12-03; https://trust.example/controls/at-rest/"
	if got.Citation != want || got.Long != "All databases are." {
		t.Errorf("citation %q, long %q", got.Citation, got.Long)
	}
}

// TestComparisons says what a question named and what the catalog claims.
func TestComparisons(t *testing.T) {
	got := New(library(t)).Answer(match.Question{Text: "Are logs retained for at least six months?"})
	if len(got.Comparisons) != 1 || got.Comparisons[0].Claimed != "90 days" || got.Comparisons[0].Holds || got.Comparisons[0].Control != "logs" || got.Comparisons[0].Threshold.Value != "P6M" {
		t.Errorf("%+v", got.Comparisons)
	}
}
