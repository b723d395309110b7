package collect

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/candor-site/candor/internal/collectors"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

func TestDue(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string) time.Time {
		v, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	aws := trust.Scope{"cloud": {"aws"}}
	for _, tt := range []struct {
		name, schedule, collected, now string
		log                            []trust.LogEntry
		scope                          trust.Scope
		want                           bool
		why                            string
	}{
		{"never", "daily", "", "2026-11-20T12:00:00Z", nil, aws, true, "never collected"},
		{"of another scope", "daily", "2026-11-20T10:00:00Z", "2026-11-20T12:00:00Z", nil, trust.Scope{"cloud": {"gcp"}}, true, "never collected"},
		{"within", "daily", "2026-11-20T10:00:00Z", "2026-11-20T12:00:00Z", nil, aws, false, "due on 2026-11-21T10:00:00Z"},
		{"over", "daily", "2026-11-18T10:00:00Z", "2026-11-20T12:00:00Z", nil, aws, true, "daily, and collected on 2026-11-18T10:00:00Z"},
		{"a little early", "daily", "2026-11-19T12:03:00Z", "2026-11-20T12:00:00Z", nil, aws, true, "daily, and collected on 2026-11-19T12:03:00Z"},
		{"too early", "daily", "2026-11-19T13:30:00Z", "2026-11-20T12:00:00Z", nil, aws, false, "due on 2026-11-20T13:30:00Z"},
		{"a tenth of an hour", "hourly", "2026-11-20T11:05:00Z", "2026-11-20T12:00:00Z", nil, aws, true, "hourly, and collected on 2026-11-20T11:05:00Z"},
		{"month ends are clamped", "monthly", "2026-01-31T10:00:00+01:00", "2026-02-28T07:59:00Z", nil, aws, false, "due on 2026-02-28T09:00:00Z"},
		{"summer time", "daily", "2026-03-28T12:00:00+01:00", "2026-03-29T08:59:00Z", nil, aws, false, "due on 2026-03-29T10:00:00Z"},
		{"no schedule", "", "2020-01-01T00:00:00Z", "2026-11-20T12:00:00Z", nil, aws, false, "it has no schedule, and was collected on 2020-01-01T00:00:00Z"},
		{"failed since", "daily", "2026-11-20T10:00:00Z", "2026-11-20T12:00:00Z", []trust.LogEntry{{ID: "x", RecordedAt: at("2026-11-20T11:00:00Z"), Scope: aws, Failed: "exit code 2"}}, aws, true, "its newest run failed: exit code 2"},
		{"failed before", "daily", "2026-11-20T10:00:00Z", "2026-11-20T12:00:00Z", []trust.LogEntry{{ID: "x", RecordedAt: at("2026-11-20T09:00:00Z"), Scope: aws, Failed: "exit code 2"}}, aws, false, "due on 2026-11-21T10:00:00Z"},
		{"another failed", "daily", "2026-11-20T10:00:00Z", "2026-11-20T12:00:00Z", []trust.LogEntry{{ID: "y", RecordedAt: at("2026-11-20T11:00:00Z"), Scope: aws, Failed: "exit code 2"}}, aws, false, "due on 2026-11-21T10:00:00Z"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := &collectors.Collector{ID: "x", Evidence: "x", Scope: tt.scope}
			if tt.schedule != "" {
				s, err := period.ParseSchedule(tt.schedule)
				if err != nil {
					t.Fatal(err)
				}
				c.Schedule = &s
			}
			known := &evidence.Set{Log: tt.log}
			if tt.collected != "" {
				when := at(tt.collected)
				known.Evidence = []*trust.Evidence{{ID: "x", Scope: aws, Clocks: trust.Clocks{CollectedAt: when, RecordedAt: when}}}
			}
			got, why := Due(Job{Collector: c}, known, berlin, at(tt.now))
			if got != tt.want || why != tt.why {
				t.Errorf("%t (%s), want %t (%s)", got, why, tt.want, tt.why)
			}
		})
	}
}

func TestIntegration(t *testing.T) {
	for _, tt := range []struct {
		name string
		env  map[string]string
		want evidence.Collector
	}{
		{"none", map[string]string{"CI": "true"}, evidence.Collector{}},
		{"github", map[string]string{"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com", "GITHUB_WORKFLOW_REF": "acme/infra/.github/workflows/scan.yml@refs/heads/main", "GITHUB_REPOSITORY": "acme/infra", "GITHUB_RUN_ID": "1847", "GITHUB_RUN_ATTEMPT": "2"},
			evidence.Collector{ID: "https://github.com/acme/infra/.github/workflows/scan.yml@refs/heads/main", Run: "https://github.com/acme/infra/actions/runs/1847/attempts/2", By: "github-actions"}},
		{"github without its run", map[string]string{"GITHUB_ACTIONS": "true"}, evidence.Collector{}},
		{"gitlab", map[string]string{"GITLAB_CI": "true", "CI_PROJECT_URL": "https://gitlab.example/a/b", "CI_CONFIG_PATH": ".gitlab-ci.yml", "CI_COMMIT_REF_NAME": "main", "CI_JOB_URL": "https://gitlab.example/a/b/-/jobs/7"},
			evidence.Collector{ID: "https://gitlab.example/a/b/.gitlab-ci.yml@main", Run: "https://gitlab.example/a/b/-/jobs/7", By: "gitlab-ci"}},
		{"buildkite", map[string]string{"BUILDKITE": "true", "BUILDKITE_ORGANIZATION_SLUG": "a", "BUILDKITE_PIPELINE_SLUG": "p", "BUILDKITE_BUILD_URL": "https://buildkite.com/a/p/builds/3", "BUILDKITE_JOB_ID": "j"},
			evidence.Collector{ID: "https://buildkite.com/a/p", Run: "https://buildkite.com/a/p/builds/3#j", By: "buildkite"}},
		{"circleci", map[string]string{"CIRCLECI": "true", "CIRCLE_PROJECT_USERNAME": "a", "CIRCLE_PROJECT_REPONAME": "r", "CIRCLE_JOB": "scan", "CIRCLE_BUILD_URL": "https://circleci.com/gh/a/r/9"},
			evidence.Collector{ID: "https://circleci.com/a/r/scan", Run: "https://circleci.com/gh/a/r/9", By: "circleci"}},
		{"jenkins", map[string]string{"JENKINS_URL": "https://j.example/", "JOB_URL": "https://j.example/job/scan/", "BUILD_URL": "https://j.example/job/scan/12/"},
			evidence.Collector{ID: "https://j.example/job/scan/", Run: "https://j.example/job/scan/12/", By: "jenkins"}},
	} {
		got := Integration(func(name string) string { return tt.env[name] })
		if got == nil {
			got = &evidence.Collector{}
		}
		if *got != tt.want {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
}
