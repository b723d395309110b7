package standards_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/schematest"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/standards"
)

func day(text string) time.Time {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return at
}

// register loads the register of a site; text is its own file, or "".
func register(t *testing.T, text string) (*standards.Register, []string) {
	t.Helper()
	dir := t.TempDir()
	if text != "" {
		if err := os.MkdirAll(filepath.Join(dir, "controls"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "controls", "standards.yaml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	r, list, err := standards.Load(tree)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, d := range list {
		said = append(said, d.Error())
	}
	return r, said
}

// found returns what is said of a sentence at a day.
func found(r *standards.Register, text, at string) string {
	var out []string
	for _, d := range r.Prose(prose.At(text, source.Span{}), day(at)) {
		out = append(out, string(d.Code)+" "+d.Message)
	}
	return strings.Join(out, "\n")
}

func TestProse(t *testing.T) {
	r, _ := register(t, "")
	for _, c := range []struct{ text, at, want string }{
		{"We are certified under Privacy Shield.", "2026-11-20", `standard-withdrawn "Privacy Shield" was withdrawn on 16 July 2020: the Court of Justice declared it invalid`},
		{"We are certified under Privacy Shield.", "2020-07-15", `standard-ending "Privacy Shield" will be withdrawn on 16 July 2020: the Court of Justice declared it invalid`},
		{"Privacy Shield no longer carries transfers.", "2026-11-20", ""},
		{"The report follows SSAE16.", "2026-11-20", `standard-withdrawn "SSAE16" was superseded on 1 May 2017 by SSAE 18`},
		{"The report follows SSAE 18.", "2026-11-20", ""},
		{"The report follows SAS 70.", "2026-11-20", `standard-withdrawn "SAS 70" was superseded on 15 June 2011 by SSAE 18: SSAE 16 followed it first`},
		{"Disks use SAS drives.", "2026-11-20", ""},
		{"We meet PCI-DSS v3.2.", "2026-11-20", `standard-withdrawn "PCI-DSS v3.2" was withdrawn on 31 December 2018`},
		{"We meet PCI DSS 3.2.1.", "2026-11-20", `standard-withdrawn "PCI DSS 3.2.1" was withdrawn on 31 March 2024`},
		{"We meet PCI DSS version 4.0.", "2026-11-20", `standard-withdrawn "PCI DSS version 4.0" was withdrawn on 31 December 2024`},
		{"We meet PCI DSS 4.0.1.", "2026-11-20", ""},
		{"We meet PCI DSS 11.4.", "2026-11-20", ""},
		{"We are certified to ISO/IEC 27001:2013.", "2026-11-20", `standard-withdrawn "ISO/IEC 27001:2013" was withdrawn on 31 October 2025: certificates of this edition ended with the transition`},
		{"We are certified to ISO 27001:2022.", "2026-11-20", ""},
		{"We are certified to ISO27001.", "2026-11-20", `standard-undated "ISO27001" names no edition, and that of 2013 was withdrawn on 31 October 2025`},
		{"We read ISO 27001.", "2026-11-20", ""},
		{"We are certified to ISO 27001.", "2012-01-01", ""},
		{"Modules are validated to FIPS 140-2.", "2026-11-20", `standard-withdrawn "FIPS 140-2" was withdrawn on 21 September 2026: all certificates of it moved to the historical list`},
		{"Modules are validated to FIPS 140-2.", "2026-01-20", `standard-ending "FIPS 140-2" will be withdrawn on 21 September 2026: all certificates of it moved to the historical list`},
		{"Modules are validated to FIPS 140-3.", "2026-11-20", ""},
		{"We map to NIST SP 800-53 Rev. 4.", "2026-11-20", `standard-withdrawn "NIST SP 800-53 Rev. 4" was withdrawn on 23 September 2021`},
		{"We map to NIST SP 800-53 Rev. 5 and 4 others.", "2026-11-20", ""},
		{"Connections use TLS 1.0.", "2026-11-20", `standard-withdrawn "TLS 1.0" was withdrawn in March 2021`},
		{"Connections use TLSv1.1 here.", "2026-11-20", `standard-withdrawn "TLSv1.1" was withdrawn in March 2021`},
		{"Connections use TLS 1.2 or 1.3.", "2026-11-20", ""},
		{"TLS 1.0 and 1.1 are disabled.", "2026-11-20", ""},
		{"Traffic uses SSL encryption.", "2026-11-20", `standard-withdrawn "SSL" was withdrawn in June 2015: its last version, 3.0, must not be used`},
		{"A policy covers non-SSL traffic and OpenSSL.", "2026-11-20", ""},
		{"Signatures use SHA-1.", "2026-11-20", `standard-ending "SHA-1" will be withdrawn on 31 December 2030: signatures with it are forbidden already`},
		{"Signatures use SHA-1024 and SHA-256.", "2026-11-20", ""},
		{"Engineers study the OWASP Top 10 2017.", "2026-11-20", `standard-withdrawn "OWASP Top 10 2017" was superseded on 24 September 2021 by OWASP Top 10:2021, and the edition of 2025 after it`},
		{"Injection is A1:2017 of the list.", "2026-11-20", `standard-withdrawn "A1:2017, OWASP Top 10 2017" was superseded on 24 September 2021 by OWASP Top 10:2021, and the edition of 2025 after it`},
		{"The EKS cluster version is 1.18.", "2026-11-20", `standard-withdrawn "EKS cluster version is 1.18" reached the end of its support on 31 March 2022`},
		{"Clusters run Kubernetes 1.36.", "2026-11-20", `standard-ending "Kubernetes 1.36" will reach the end of its support on 28 June 2027`},
		{"Clusters run Amazon EKS 1.33.", "2026-11-20", `standard-ending "Amazon EKS 1.33" will reach the end of its support on 29 July 2027: extended support counted in`},
		{"Clusters run Kubernetes 1.18.", "2026-11-20", `standard-withdrawn "Kubernetes 1.18" reached the end of its support on 18 June 2021`},
		{"It works since Kubernetes 1.19.", "2026-11-20", ""},
		{"Clusters run Kubernetes 1.1.", "2026-11-20", ""},
		{"We use Helm V2.", "2026-11-20", `standard-withdrawn "Helm V2" reached the end of its support on 13 November 2020`},
	} {
		if got := found(r, c.text, c.at); got != c.want {
			t.Errorf("%s at %s\n got %s\nwant %s", c.text, c.at, got, c.want)
		}
	}
}

func TestProseOnce(t *testing.T) {
	r, _ := register(t, "")
	text := "We use SSL. Databases use SSL as well. Clients use TLS 1.0."
	if got := strings.Count(found(r, text, "2026-11-20"), "\n"); got != 1 {
		t.Errorf("%d reports, want each standard once:\n%s", got+1, found(r, text, "2026-11-20"))
	}
}

// TestOwn lays the register of a site over the embedded one: standards of its
// own, and a correction.
func TestOwn(t *testing.T) {
	r, said := register(t, `standards:
  - name: Larkspur Baseline
    names: [LB]
    editions:
      - {edition: "3", superseded: 2026-05, successor: Larkspur Baseline 4}
  - name: pci dss
    editions:
      - {edition: "4.0", withdrawn: 2025-03-31, successor: PCI DSS 4.0.1}
`)
	if len(said) > 0 {
		t.Fatal(said)
	}
	for text, want := range map[string]string{
		"Hosts meet LB 3.":       `standard-withdrawn "LB 3" was superseded in May 2026 by Larkspur Baseline 4`,
		"We meet PCI DSS 4.0.":   `standard-withdrawn "PCI DSS 4.0" was withdrawn on 31 March 2025`,
		"We meet PCI DSS 3.2.1.": `standard-withdrawn "PCI DSS 3.2.1" was withdrawn on 31 March 2024`,
	} {
		if got := found(r, text, "2026-11-20"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"standards: [{name: A, editions: [{edition: '1'}]}]":               "controls/standards.yaml:1:34: error: an edition of A has neither superseded nor withdrawn [key-missing]",
		"standards: [{name: A, editions: [{withdrawn: soon}]}]":            `controls/standards.yaml:1:46: error: withdrawn is "soon", expected a day or a month such as 2021-09-24 or 2021-09 [value-invalid]`,
		"standards: [{name: A, edition: []}]":                              `controls/standards.yaml:1:23: error: item 1 of "standards" has no key "edition" [key-unknown]`,
		"standards: [{name: '', editions: [{withdrawn: 2021-09, as: b}]}]": `has no key "as" [key-unknown]`,
	} {
		_, said := register(t, text)
		if !strings.Contains(strings.Join(said, "\n"), want) {
			t.Errorf("%s\n got %s\nwant %s", text, strings.Join(said, "\n"), want)
		}
	}
}

func TestSchema(t *testing.T) {
	raw, err := standards.Schema()
	if err != nil {
		t.Fatal(err)
	}
	schematest.Golden(t, "standards.schema.json", raw)
	embedded, err := os.ReadFile("standards.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for text, good := range map[string]bool{
		string(embedded): true,
		"standards: [{name: A, editions: [{withdrawn: 2021-09}]}]": true,
		"standards: [{editions: []}]":                              false,
	} {
		node, list := decode.YAML(source.NewFile("standards.yaml", []byte(text)), decode.Config)
		if list.HasErrors() {
			t.Fatal(list)
		}
		if err := schema.Check(raw, node.Plain()); (err == nil) != good {
			t.Errorf("%.60q: the schema gives %v", text, err)
		}
	}
}
