package build

import (
	"fmt"
	"path"
	"strings"
	"testing"
)

// sample is one real evidence file with the claim that a site makes over it.
type sample struct {
	file    string // below corpus/evidence
	id      string
	format  string
	assert  string
	undated bool // the tool prints no time: the envelope says when
	state   string
	reason  string
}

// samples hold the formats of the first twelve tools against real output. The
// files are old, so the site sets no limit on their age; their times are
// tested in package evidence.
var samples = []sample{
	{"trivy/scheme_2_no_vuln.json", "trivy-clean", "trivy", `facts["trivy-clean"].params.critical == 0`, true, "satisfied", "pass"},
	{"trivy/scheme_2_many_vulns.json", "trivy-findings", "trivy", `facts["trivy-findings"].params.critical == 0`, true, "not-satisfied", "contradicted"},
	{"kube-bench/result.json", "kube-bench", "kube-bench", `facts["kube-bench"].params.total_fail == 0`, true, "not-satisfied", "contradicted"},
	{"sonobuoy/testResultsOutput.tar.gz", "sonobuoy", "sonobuoy", `facts.sonobuoy.verdict in ["pass", "fail"]`, false, "satisfied", "pass"},
	{"sonarqube/issues.json", "sonarqube", "sonarqube", `facts.sonarqube.params.findings == 2`, true, "satisfied", "pass"},
	{"fossa/fossa-analyze-output.json", "fossa", "fossa", `facts.fossa.verdict == "none"`, true, "satisfied", "pass"},
	{"vuls/amazon_2022.json", "vuls", "vuls", `true`, false, "undetermined", "incomplete"},
	{"nessus/nessus_many_vuln.xml", "nessus", "nessus", `facts.nessus.params.hosts == 1 && !facts.nessus.params.credentialed`, false, "satisfied", "pass"},
	{"aws-cli/rds-describe-db-instances.json", "rds", "aws-cli-rds", `ev.rds.DBInstances.all(d, d.StorageEncrypted)`, true, "satisfied", "pass"},
	{"aws-api-recorded/test_s3_bucket_encryption_filter_kms.s3.GetBucketEncryption_1.json", "s3", "aws-api-recorded", `size(facts.s3.params.at_rest_algorithms) > 0`, true, "satisfied", "pass"},
	{"aws-api-recorded/test_key_rotation.kms.GetKeyRotationStatus_1.json", "kms", "aws-api-recorded", `has(facts.kms.params.key_rotation_enabled)`, true, "satisfied", "pass"},
	{"aws-api-recorded/test_log_group_retention.logs.DescribeLogGroups_1.json", "log-groups", "aws-api-recorded", `facts["log-groups"].params.log_retention_days == "infinite"`, false, "satisfied", "pass"},
	{"testssl/politiken.testssl.json", "testssl", "testssl", `!("1.0" in facts.testssl.params.tls_offered)`, true, "satisfied", "pass"},
	{"testssl/failed_target.csv", "testssl-failed", "testssl", `true`, true, "undetermined", "incomplete"},
	{"junit/trivy-alpine-310.junit.xml", "junit", "junit", `facts.junit.verdict == "pass"`, true, "not-satisfied", "contradicted"},
	{"upptime/blog.yml", "upptime", "upptime", `facts.upptime.verdict == "pass"`, false, "satisfied", "pass"},
}

// TestCorpus builds a site from real output of the twelve tools and checks
// what the portal says of each file.
func TestCorpus(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "candor.yaml", "site: {title: T, organization: O, base_url: \"https://t.example/\"}\npolicy: {contradicted: \"off\"}\n")
	var controls strings.Builder
	controls.WriteString("controls:\n")
	for _, s := range samples {
		name := "evidence/" + s.id + path.Ext(s.file)
		put(t, dir, name, string(realInput(t, "corpus/evidence/"+s.file)))
		fmt.Fprintf(&controls, "  - id: about-%s\n    title: About %s\n    kind: other\n    evidence: [%s]\n    freshness: {basis: none, why: the samples are old}\n    assert: '%s'\n", s.id, s.id, s.id, s.assert)
		if s.undated {
			envelope(t, path.Join(dir, name), s.id, "2026-11-19T12:00:00Z")
		}
	}
	put(t, dir, "controls/all.yaml", controls.String())
	m := build(t, dir, "internal", 2).clean(t)
	for _, s := range samples {
		t.Run(s.id, func(t *testing.T) {
			pieces := m.view.EvidenceOf(s.id)
			if len(pieces) != 1 {
				t.Fatalf("%d pieces of evidence, want 1", len(pieces))
			}
			e := pieces[0]
			if e.Format != s.format {
				t.Errorf("format is %q, want %q", e.Format, s.format)
			}
			if e.Collected.IsZero() {
				t.Error("the time is not known")
			}
			c := m.view.Control("about-" + s.id)
			if c.State != s.state || c.Reason != s.reason {
				t.Errorf("%s (%s: %s), want %s (%s); params %v, verdict %s", c.State, c.Reason, c.Detail, s.state, s.reason, e.Params, e.Verdict)
			}
		})
	}
}
