package format

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
)

// corpus is where real output of tools lies, beside the repository.
const corpus = "../../../shared/corpus/evidence"

// readCorpus reads one file of the corpus; without the corpus the test skips.
func readCorpus(t *testing.T, name string) Reading {
	t.Helper()
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the corpus of real evidence is not there")
	}
	data, err := os.ReadFile(filepath.Join(corpus, name))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := shape.Read(source.NewFile(name, data), shape.Limits)
	if err != nil {
		t.Fatal(err)
	}
	return Builtin().Read(doc, nil)
}

// TestRealFiles reads every file of the first twelve tools. The values were
// read off the files by hand.
func TestRealFiles(t *testing.T) {
	for _, c := range []struct {
		file, format, tool string
		at, pointer        string // time of collection, "" for none
		verdict            string
		cov                string // examined/skipped/errors, "" when not known
		target, version    string
		params             string
		problems           string
	}{
		{"trivy/alpine-310.golden.json", "trivy", "trivy dev", "2021-08-25T12:20:30.000000005Z", "/CreatedAt", "warn", "1/0/0",
			"testdata/fixtures/images/alpine-310.tar.gz", "alpine-310",
			`{"critical":0,"findings":4,"high":0,"image_digest":"sha256:961769676411f082461f9ef46626dd7a2d1e2b2a38e6a44364bcbecf51e66dd4","low":0,"medium":4,"unknown":0}`, "end-of-life"},
		{"trivy/scheme_2_many_vulns.json", "trivy", "trivy", "", "", "fail", "3/0/0", "teamdojo:latest", "",
			`{"critical":1,"findings":5,"high":1,"low":0,"medium":3,"unknown":0}`, ""},
		{"trivy/scheme_2_no_vuln.json", "trivy", "trivy", "", "", "pass", "1/0/0", "trivy-unittest:latest", "",
			`{"critical":0,"findings":0,"high":0,"low":0,"medium":0,"unknown":0}`, ""},
		{"trivy/k8s_cluster.json", "trivy", "trivy", "", "", "warn", "6/0/0", "arn:aws:eks:us-east-1:576036489467:cluster/monitoring-test-cluster", "",
			`{"critical":0,"findings":20,"high":0,"low":14,"medium":6,"unknown":0}`, ""},
		{"trivy/legacy_many_vulns.json", "trivy", "trivy", "", "", "fail", "1/0/0", "debian (debian 10.8)", "",
			`{"critical":0,"findings":93,"high":18,"low":65,"medium":9,"unknown":1}`, ""},
		{"kube-bench/kube-bench-controls.json", "kube-bench", "kube-bench", "", "", "fail", "122/0/0", "", "",
			`{"benchmark":"1.6","total_fail":36,"total_info":0,"total_pass":37,"total_warn":49}`, "target-unnamed"},
		{"kube-bench/kube-bench-report-zero-vuln.json", "kube-bench", "kube-bench", "", "", "fail", "23/0/0", "", "",
			`{"benchmark":"1.5","total_fail":1,"total_info":0,"total_pass":22,"total_warn":0}`, "target-unnamed"},
		{"kube-bench/result.json", "kube-bench", "kube-bench", "", "", "fail", "75/0/0", "", "",
			`{"total_fail":12,"total_info":0,"total_pass":49,"total_warn":14}`, "target-unnamed"},
		{"sonobuoy/testResultsOutput.tar.gz", "sonobuoy", "sonobuoy v0.15.0-29-g2406594-dirty", "2019-07-31T20:56:36Z", "/meta~1run.log/35/time", "fail", "18/3/0",
			"3e084b52-d943-4bc6-8057-f551fa43e88a", "v1.14.2", `{"failed":3,"kubernetes_version":"v1.14.2","passed":9,"plugins":8}`, "verdict-word"},
		{"sonobuoy/junit_good_junit.xml", "junit", "junit", "", "", "fail", "10/2/0", "cis-kubernetes-benchmark", "",
			`{"failures":6,"test_errors":0,"tests":12}`, ""},
		{"sonarqube/sonar.json", "sonarqube", "sonarqube", "2024-01-17T10:00:00Z", "/date", "pass", "3/0/0", "vulnerable-flask-app", "",
			`{"blocker":0,"conditions":3,"critical":1,"findings":6,"major":0,"minor":5}`, "time-zoneless"},
		{"sonarqube/findings_over_api.json", "sonarqube", "sonarqube", "", "", "none", "", "testapplication", "",
			`{"blocker":0,"critical":1,"findings":5,"major":2,"minor":2,"total":3}`, ""},
		{"sonarqube/findings_over_api_hotspots.json", "sonarqube", "sonarqube", "", "", "none", "", "nana-ofewfe", "",
			`{"findings":4,"high":1,"low":3,"medium":0,"total":4}`, ""},
		{"sonarqube/issues.json", "sonarqube", "sonarqube", "", "", "none", "", "internal.dummy.project", "",
			`{"blocker":0,"critical":1,"findings":2,"major":1,"minor":0}`, ""},
		{"fossa/fossa-analyze-output.json", "fossa", "fossa", "", "", "none", "13/0/0", "/Users/me/fossa/license-scan-dirs/squiggly/", "",
			`{"dependencies":13,"projects":1}`, ""},
		{"fossa/license-scan-data.json", "fossa", "fossa", "", "", "none", "2/0/0", "vendored", "", `{"licenses":["apache-2.0","mit"]}`, ""},
		{"vuls/alpine_319.json", "vuls", "vuls 0.32.0", "2025-06-17T01:41:24.47498401Z", "/scannedAt", "inconclusive", "18/0/0", "alpine_319", "3.19.0",
			`{"findings":0,"os_family":"alpine","os_release":"3.19.0","packages":18,"warnings":0}`, "not-reported"},
		{"vuls/amazon_2022.json", "vuls", "vuls 0.38.2", "2026-03-02T04:56:51.480047528Z", "/scannedAt", "inconclusive", "146/0/0", "amazon_2022", "2022",
			`{"findings":0,"os_family":"amazon","os_release":"2022","packages":146,"warnings":0}`, "not-reported"},
		{"nessus/nessus_many_vuln.xml", "nessus", "nessus 5.2.1", "2013-06-24T20:39:42Z", "/NessusClientData_v2/0/Report/0/ReportHost/0/HostProperties/0/tag/0/#text",
			"pass", "1/0/0", "preprod.boardvantage.net", "", `{"credentialed":false,"critical":0,"high":0,"hosts":1,"low":0,"medium":0}`, "uncredentialed time-zoneless"},
		{"nessus/nessus_was_no_vuln.xml", "nessus", "nessus", "2021-03-12T14:35:34.341269Z", "/NessusClientData_v2/0/Report/0/ReportHost/0/HostProperties/0/tag/3/#text",
			"pass", "1/0/0", "http://google.com/", "", `{"critical":0,"high":0,"hosts":1,"low":0,"medium":0}`, ""},
		{"nessus/issue_9612.csv", "nessus", "nessus", "", "", "fail", "3/0/0", "", "", `{"critical":3,"high":0,"low":0,"medium":0}`, ""},
		{"nessus/nessus_many_vuln2-default.csv", "nessus", "nessus", "", "", "warn", "30/0/0", "52.208.101.182", "", `{"critical":0,"high":0,"low":0,"medium":1}`, ""},
		{"aws-cli/rds-describe-db-instances.json", "aws-cli-rds", "aws-cli", "", "", "none", "1/0/0", "database", "9.6.2",
			`{"backup_retention_days":7,"deletion_protection_all":false,"instances":1,"last_restore_point":"2017-12-01T00:00:00Z","multi_az_all":false,"publicly_accessible":0,"storage_encrypted_all":true,"without_restore_point":0}`, ""},
		{"aws-api-recorded/test_rds_retention.rds.DescribeDBInstances_1.json", "aws-cli-rds", "aws-cli", "", "", "none", "5/0/0", "", "",
			`{"backup_retention_days":0,"deletion_protection_all":false,"instances":5,"multi_az_all":false,"publicly_accessible":1,"storage_encrypted_all":false,"without_restore_point":2}`, ""},
		{"aws-api-recorded/test_s3_bucket_encryption_filter_kms.s3.GetBucketEncryption_1.json", "aws-cli-s3-encryption", "aws-cli", "", "", "none", "1/0/0", "", "",
			`{"at_rest_algorithms":["aws:kms"],"bucket_key_enabled":false}`, "target-unnamed"},
		{"aws-api-recorded/test_key_rotation.kms.GetKeyRotationStatus_1.json", "aws-cli-kms-rotation", "aws-cli", "", "", "none", "1/0/0", "", "",
			`{"key_rotation_enabled":true}`, "target-unnamed"},
		{"aws-api-recorded/test_log_group_retention.logs.DescribeLogGroups_1.json", "aws-cli-log-groups", "aws-cli", "2016-08-13T08:28:55Z", "/data/ResponseMetadata/HTTPHeaders/date",
			"none", "3/0/0", "", "", `{"log_groups":3,"log_groups_encrypted_all":false,"log_groups_unlimited":3,"log_retention_days":"infinite"}`, ""},
		{"testssl/demo.csv", "testssl", "testssl", "", "", "pass", "33/0/0", "demo.defectdojo.org/104.131.110.75", "",
			`{"critical":0,"findings":0,"high":0,"low":0,"medium":0,"tls_min":"1.2","tls_offered":["1.2","1.3"],"warnings":0}`, ""},
		{"testssl/failed_target.csv", "testssl", "testssl", "", "", "error", "0/0/1", "testssl.target.de/1.2.3.4", "",
			`{"critical":0,"findings":0,"high":0,"low":0,"medium":0,"warnings":0}`, "scan-problem nothing-examined"},
		{"testssl/politiken.testssl.json", "testssl", "testssl", "", "", "warn", "161/0/0", "www.politiken.dk/91.214.22.217", "",
			`{"critical":0,"findings":5,"grade":"A","high":0,"low":4,"medium":1,"tls_min":"1.2","tls_offered":["1.2","1.3"],"warnings":0}`, ""},
		{"junit/trivy-alpine-310.junit.xml", "junit", "junit", "", "", "fail", "4/0/0", "testdata/fixtures/images/alpine-310.tar.gz (alpine 3.10.2)", "",
			`{"failures":4,"test_errors":0,"tests":4}`, ""},
		{"upptime/blog.yml", "upptime", "upptime", "2021-09-22T23:08:01.832Z", "/lastUpdated", "pass", "1/0/0", "https://thechels.uk", "",
			`{"http_code":200,"response_time_ms":182}`, ""},
		{"upptime/summary.json", "upptime", "upptime", "", "", "pass", "6/0/0", "", "",
			`{"sites":6,"uptime_day_pct":100,"uptime_month_pct":100,"uptime_pct":99.98,"uptime_week_pct":100,"uptime_year_pct":99.98}`, ""},
		{"upptime/blog-uptime-badge.json", "upptime", "upptime", "", "", "none", "", "", "", `{"uptime_pct":99.99}`, "target-unnamed"},
	} {
		t.Run(c.file, func(t *testing.T) {
			r := readCorpus(t, c.file)
			check(t, "format", r.Format, c.format)
			check(t, "tool", strings.TrimSpace(r.Tool.Name+" "+r.Tool.Version), c.tool)
			check(t, "collected", collectedText(r), c.at)
			check(t, "pointer", r.Pointer, c.pointer)
			check(t, "verdict", string(r.Verdict), c.verdict)
			check(t, "coverage", coverageText(r), c.cov)
			check(t, "target", r.Target, c.target)
			check(t, "version", r.Version, c.version)
			params, _ := json.Marshal(r.Params)
			check(t, "params", string(params), c.params)
			check(t, "problems", problemCodes(r), c.problems)
		})
	}
}

// TestNoConfusion reads the whole corpus: a file of another tool must not be
// taken for one of ours. Reports in JUnit's shape are JUnit reports, whoever
// wrote them.
func TestNoConfusion(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus, "*", "*"))
	if err != nil || len(files) == 0 {
		t.Skip("the corpus of real evidence is not there")
	}
	family := map[string]string{"aws-api-recorded": "aws-cli", "github": "github-releases"}
	recognised := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := shape.Read(source.NewFile(name, data), shape.Limits)
		if err != nil {
			continue
		}
		r := Builtin().Read(doc, nil)
		folder := path.Base(path.Dir(filepath.ToSlash(name)))
		own := folder
		if f, ok := family[folder]; ok {
			own = f
		}
		switch {
		case r.Format == "":
			if len(r.Tried) == 0 {
				t.Errorf("%s: nothing was tried", name)
			}
		case strings.HasPrefix(r.Format, own), r.Format == "junit" && doc.Shape == "xml":
			recognised++
		default:
			t.Errorf("%s is taken for %s", name, r.Format)
		}
	}
	if recognised < 34 {
		t.Errorf("only %d files are recognised", recognised)
	}
}

func check(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}
