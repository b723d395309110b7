package match_test

import (
	"slices"
	"testing"

	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/topic"
)

// TestHardNegatives tries questions that share their words with another topic
// whose answer would mislead.
func TestHardNegatives(t *testing.T) {
	m := match.New(topic.Builtin())
	for _, c := range []struct{ question, topic string }{
		{"Do you notify customers of a data breach?", "breach-notification"},
		{"Have you had a data breach in the last two years?", "breach-history"},
		{"How soon after a breach are customers informed?", "breach-notification"},
		{"Has a breach ever been reported to a regulator?", "breach-history"},
		{"How long do you retain customer data?", "data-retention"},
		{"How long do you retain audit logs?", "log-retention"},
		{"Is customer data kept after the contract ends?", "data-retention"},
		{"Are security logs kept for twelve months?", "log-retention"},
		{"Are backups tested by restoring them?", "backups"},
		{"What is your recovery point objective?", "rto-rpo"},
		{"How often is data backed up?", "backups"},
		{"How quickly can you recover after an outage?", "rto-rpo"},
		{"Is the disaster recovery plan tested?", "dr-testing"},
		{"Are employees trained in security?", "security-training"},
		{"Are developers trained in secure coding?", "secure-sdlc"},
		{"Is customer data used to train AI models?", "ai-usage"},
		{"Are laptops encrypted?", "endpoint-security"},
		{"Is the database encrypted?", "encryption-at-rest"},
		{"Are backups encrypted?", "backups"},
		{"Are subprocessors listed?", "subprocessors"},
		{"Do you assess the security of suppliers?", "vendor-management"},
		{"Are open source libraries scanned?", "dependency-management"},
		{"Are servers scanned for vulnerabilities?", "vulnerability-scanning"},
		{"How can a vulnerability be reported to you?", "vulnerability-disclosure"},
		{"Are access rights reviewed?", "access-reviews"},
		{"Is access removed when somebody leaves?", "access-provisioning"},
		{"Is access to buildings controlled by badge?", "physical-security"},
	} {
		read := m.Read(match.Question{Text: c.question})
		if len(read.Candidates) == 0 || read.Candidates[0].Topic != c.topic {
			t.Errorf("%q is about %v, want %s", c.question, read.Candidates, c.topic)
		}
	}
}

// TestRead tries what is read of a question beside its topic.
func TestRead(t *testing.T) {
	m := match.New(topic.Builtin(), "Fleet", "Larkspur Systems")
	for _, c := range []struct {
		name     string
		question match.Question
		intent   match.Intent
		polarity match.Polarity
		abstain  match.Reason
	}{
		{"plain", match.Question{Text: "Is customer data encrypted at rest?"}, match.YesNo, match.Positive, ""},
		{"own name", match.Question{Text: "Does Larkspur Systems encrypt customer data at rest?"}, match.YesNo, match.Positive, ""},
		{"negative", match.Question{Text: "Are passwords stored in plain text?"}, match.YesNo, match.Negative, ""},
		{"negative, turned round", match.Question{Text: "Do you prohibit storing passwords in plain text?"}, match.YesNo, match.Positive, ""},
		{"negative, turned round behind", match.Question{Text: "Are shared accounts prohibited?"}, match.YesNo, match.Positive, ""},
		{"leaving people", match.Question{Text: "Is all access revoked when an employee leaves the company?"}, match.YesNo, match.Positive, ""},
		{"leaving data", match.Question{Text: "Does customer data ever leave the country?"}, match.YesNo, match.Negative, ""},
		{"denied", match.Question{Text: "Do you not encrypt customer data at rest?"}, match.YesNo, match.Unclear, match.Unsure},
		{"how", match.Question{Text: "How is customer data encrypted at rest?"}, match.Describe, match.Positive, ""},
		{"how long", match.Question{Text: "How long are audit logs retained?"}, match.Value, match.Positive, ""},
		{"which", match.Question{Text: "Which certifications do you hold, such as ISO 27001 certification?"}, match.List, match.Positive, ""},
		{"document", match.Question{Text: "Please attach your SOC 2 report."}, match.Document, match.Positive, ""},
		{"statement", match.Question{Text: "Audit logs shall be retained for a year."}, match.Statement, match.Positive, ""},
		{"field", match.Question{Text: "Contact name"}, match.Describe, match.Positive, match.FormField},
		{"promise", match.Question{Text: "Will you sign our data processing agreement?"}, match.YesNo, match.Positive, match.Commitment},
		{"law", match.Question{Text: "Are you compliant with FERPA?"}, match.YesNo, match.Positive, match.Law},
		{"accessibility", match.Question{Text: "Does the product conform to WCAG 2.1 AA?"}, match.YesNo, match.Positive, match.Law},
		{"company", match.Question{Text: "How many employees do you have?"}, match.Value, match.Positive, match.Outside},
		{"follow-up", match.Question{Text: "How often?"}, match.Value, match.Positive, match.Orphan},
		{"follow-up with context", match.Question{Text: "How often?", Previous: "Are penetration tests performed?"}, match.Value, match.Positive, ""},
		{"Spanish", match.Question{Text: "¿Se cifran los datos de los clientes en reposo?"}, match.YesNo, match.Positive, match.Language},
		{"empty", match.Question{}, match.Describe, match.Positive, match.NoTopic},
	} {
		t.Run(c.name, func(t *testing.T) {
			read := m.Read(c.question)
			if read.Intent != c.intent || read.Polarity != c.polarity || read.Abstain != c.abstain {
				t.Errorf("%q: %s, %s, abstains %q (%s); want %s, %s, %q", c.question.Text, read.Intent, read.Polarity, read.Abstain, read.Because, c.intent, c.polarity, c.abstain)
			}
			if (read.Abstain == "") != (read.Because == "") {
				t.Errorf("%q: reason %q with %q", c.question.Text, read.Abstain, read.Because)
			}
		})
	}
}

// TestThresholds tries the bounds that questions name.
func TestThresholds(t *testing.T) {
	m := match.New(topic.Builtin())
	for _, c := range []struct {
		question string
		want     match.Threshold
	}{
		{"Are logs kept for at least six months?", match.Threshold{Kind: match.Duration, Bound: match.AtLeast, Text: "six months", Value: "P6M"}},
		{"Are customers notified within 72 hours?", match.Threshold{Kind: match.Duration, Bound: match.AtMost, Text: "72 hours", Value: "PT72H"}},
		{"Are passwords changed at a frequency no greater than 90 days?", match.Threshold{Kind: match.Duration, Bound: match.AtMost, Text: "90 days", Value: "P90D"}},
		{"Is the plan tested annually?", match.Threshold{Kind: match.Frequency, Bound: match.AtLeast, Text: "annually", Value: "P1Y"}},
		{"Is it tested at least once a year?", match.Threshold{Kind: match.Frequency, Bound: match.AtLeast, Text: "once a year", Value: "P1Y"}},
		{"Are rules reviewed every six months?", match.Threshold{Kind: match.Frequency, Bound: match.AtLeast, Text: "every six months", Value: "P6M"}},
		{"Is TLS 1.2 or higher used?", match.Threshold{Kind: match.Version, Bound: match.AtLeast, Text: "tls 1.2", Value: "1.2"}},
		{"Is AES-256 used?", match.Threshold{Kind: match.Bits, Bound: match.AtLeast, Text: "aes 256", Value: int64(256)}},
		{"Is availability at least 99.9%?", match.Threshold{Kind: match.Percentage, Bound: match.AtLeast, Text: "99.9%", Value: 99.9}},
		{"Was a test done in the last 12 months?", match.Threshold{Kind: match.Recency, Bound: match.AtMost, Text: "12 months", Value: "P12M"}},
		{"Are passwords at least 12 characters long?", match.Threshold{Kind: match.Count, Bound: match.AtLeast, Text: "12 characters", Value: int64(12)}},
		{"Are thirty (30) days or more kept?", match.Threshold{Kind: match.Duration, Bound: match.AtLeast, Text: "thirty 30 days", Value: "P30D"}},
	} {
		got := m.Read(match.Question{Text: c.question}).Thresholds
		if !slices.Equal(got, []match.Threshold{c.want}) {
			t.Errorf("%q: %v, want %v", c.question, got, c.want)
		}
	}
	for _, none := range []string{"Are guards there 24 hours a day, 7 days a week?", "What is your annual revenue?", "Is NIST SP 800-53 followed?"} {
		if got := m.Read(match.Question{Text: none}).Thresholds; len(got) > 0 {
			t.Errorf("%q: %v, want none", none, got)
		}
	}
}

// TestParts tries compound questions.
func TestParts(t *testing.T) {
	m := match.New(topic.Builtin())
	for question, want := range map[string][]string{
		"Do you back up data, and how often?":                               {"Do you back up data?", "how often?"},
		"Is there a plan? Is it tested?":                                    {"Is there a plan?", "Is it tested?"},
		"Do you encrypt laptops and do you patch them?":                     {"Do you encrypt laptops?", "do you patch them?"},
		"Do you have firewalls and intrusion detection?":                    nil,
		"Is data encrypted? If not, describe why.":                          nil,
		"Are policies reviewed and approved by management?":                 nil,
		"Do you log access, and is that kept for a year, and who reads it?": {"Do you log access?", "is that kept for a year?", "who reads it?"},
	} {
		if got := m.Read(match.Question{Text: question}).Parts; !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", question, got, want)
		}
	}
}
