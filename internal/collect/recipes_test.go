package collect

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/collectors"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// outputs are the true outputs of the tools of the recipes: of the corpus, or
// samples in the shape that a tool's documentation gives; with the verdict that
// each gives.
var outputs = map[string]struct {
	file    string
	verdict trust.Verdict
}{
	"trivy":           {"corpus/trivy/scheme_2_many_vulns.json", "fail"},
	"grype":           {"corpus/grype/many_vulns4.json", "fail"},
	"osv-scanner":     {"corpus/osv-scanner/some_findings.json", "fail"},
	"govulncheck":     {"corpus/govulncheck/many_vulns_new_version.json", "fail"},
	"npm-audit":       {"corpus/npm-audit/many_vulns.json", "warn"},
	"semgrep":         {"corpus/semgrep/many_findings.json", "warn"},
	"gosec":           {"corpus/gosec/many_vulns.json", "warn"},
	"gitleaks":        {"corpus/gitleaks/redacted_data_many.json", "fail"},
	"checkov":         {"corpus/checkov/checkov-report-severity.json", "fail"},
	"tfsec":           {"corpus/tfsec/many_findings_current.json", "fail"},
	"hadolint":        {"corpus/hadolint/many_dockerfile.json", "warn"},
	"testssl":         {"corpus/testssl/politiken.testssl.json", "warn"},
	"nmap":            {"corpus/nmap/service-scan.xml", "none"},
	"ssh-audit":       {"corpus/ssh-audit/many_vulns.json", "fail"},
	"lynis":           {"corpus/lynis/lynis_many_vuln.dat", "warn"},
	"openscap":        {"corpus/openscap/xccdf-results-openscap-rhel8.xml", "fail"},
	"kube-bench":      {"corpus/kube-bench/result.json", "fail"},
	"kubectl-version": {"samples/kubectl/version.json", "none"},
	"aws-rds":         {"corpus/aws-cli/rds-describe-db-instances.json", "none"},
	"aws-trails":      {"corpus/aws-cli/cloudtrail-describe-trails.json", "none"},
	"aws-credentials": {"corpus/aws-cli/iam-get-credential-report.json", "none"},
	"gcp-keys":        {"samples/gcloud/kms-keys.json", "none"},
	"azure-flow-logs": {"samples/az-flow-logs/list.json", "none"},
	"prowler":         {"corpus/prowler/example_output_aws.ocsf.json", "fail"},
	"gh-releases":     {"samples/github/release.json", "none"},
	"restic":          {"samples/restic/snapshots.json", "none"},
}

// fences returns the collectors that a document shows below a heading.
func fences(t *testing.T, text, heading string) []*collectors.Collector {
	t.Helper()
	_, below, found := strings.Cut(text, "\n"+heading+"\n")
	if !found {
		t.Fatalf("there is no heading %q", heading)
	}
	below, _, _ = strings.Cut(below, "\n## ")
	var out []*collectors.Collector
	for i, part := range strings.Split(below, "```yaml\n")[1:] {
		block, _, _ := strings.Cut(part, "```")
		set, list := collectors.Parse(source.NewFile(fmt.Sprintf("%s, block %d", heading, i+1), []byte(block)), nil, format.Builtin().IDs())
		for _, d := range list {
			t.Error(d.Error())
		}
		out = append(out, set.Collectors...)
	}
	return out
}

// TestRecipes tries each recipe of the documentation with a stand-in that
// prints, or writes, what its tool does.
func TestRecipes(t *testing.T) {
	data, err := os.ReadFile("../../docs/collect.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, heading := range []string{"## Collectors", "## Built in"} {
		if len(fences(t, string(data), heading)) == 0 {
			t.Errorf("%s shows no collector", heading)
		}
	}
	recipes := fences(t, string(data), "## Recipes")
	if len(recipes) < 20 {
		t.Errorf("%d recipes", len(recipes))
	}
	tried := map[string]bool{}
	for _, c := range recipes {
		t.Run(c.ID, func(t *testing.T) {
			want, known := outputs[c.ID]
			if tried[c.ID] = true; !known {
				t.Fatal("no output of the tool is named in this test")
			}
			folder, rest, _ := strings.Cut(want.file, "/")
			file, err := filepath.Abs(filepath.Join(map[string]string{"corpus": "../../../shared/corpus/evidence", "samples": "../format/testdata/samples"}[folder], rest))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(file); err != nil && folder == "corpus" {
				t.Skip("the corpus of evidence is not here")
			}
			try(t, c, file, want.verdict)
		})
	}
	for id := range outputs {
		if !tried[id] {
			t.Errorf("%s is no recipe", id)
		}
	}
}

// try runs a recipe with the stand-in in the place of its tool.
func try(t *testing.T, c *collectors.Collector, file string, verdict trust.Verdict) {
	t.Helper()
	l := newLab(t)
	l.opt.Getenv = func(name string) string { return "value of " + name }
	to := ""
	for _, a := range c.Argv {
		if strings.Contains(a, collectors.Output) {
			to = collectors.Output
		}
	}
	if c.Produces != "" {
		to = filepath.Join(l.dir, c.Dir, c.Produces)
	}
	if err := os.MkdirAll(filepath.Join(l.dir, c.Dir, filepath.Dir(c.Produces)), 0o777); err != nil {
		t.Fatal(err)
	}
	steps := []string{"cat", file}
	if to != "" {
		steps = []string{"print", "progress", "save", to, file}
	}
	code := c.OK[len(c.OK)-1]
	stand := *c
	stand.Argv = slices.Concat([]string{l.exe, standIn}, steps, []string{"exit", fmt.Sprint(code)})
	r := l.run(Job{Collector: &stand})[0]
	if r.Failure != nil {
		t.Fatalf("%s: %v", r.Failure.Reason, r.Failure.Detail)
	}
	printed, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	e := l.loaded().Evidence[0]
	if e.ID != c.ID || c.Format != "" && e.Format != c.Format || e.Format == "" || e.Verdict != verdict || *e.ExitCode != code || e.Digest != source.DigestOf(printed) || e.Tool.Name == "" || e.Clocks.CollectedAt.IsZero() {
		t.Errorf("format %s, verdict %s, exit code %d, tool %s, collected at %s", e.Format, e.Verdict, *e.ExitCode, e.Tool.Name, e.Clocks.CollectedAt)
	}
	if line := l.lines()[0]; line.ID != c.ID || line.SHA256 != e.Digest || line.Failed != nil {
		t.Errorf("%+v", line)
	}
}
