package collect

import (
	"strings"

	"github.com/candor-site/candor/internal/evidence"
)

// services are the systems of continuous integration whose variables are known:
// the variable that tells of each, and what names the job and the run. A
// variable is claimed by whoever sets it: the envelope says who ran, it does not
// prove it.
var services = []struct {
	name, marker string
	id, run      func(get func(string) string) string
}{
	{
		"github-actions", "GITHUB_ACTIONS",
		func(get func(string) string) string {
			return joined(get("GITHUB_SERVER_URL"), get("GITHUB_WORKFLOW_REF"))
		},
		func(get func(string) string) string {
			run := joined(get("GITHUB_SERVER_URL"), get("GITHUB_REPOSITORY"), "actions/runs", get("GITHUB_RUN_ID"))
			if attempt := get("GITHUB_RUN_ATTEMPT"); run != "" && attempt != "" {
				run += "/attempts/" + attempt
			}
			return run
		},
	},
	{
		"gitlab-ci", "GITLAB_CI",
		func(get func(string) string) string {
			id := joined(get("CI_PROJECT_URL"), get("CI_CONFIG_PATH"))
			if ref := get("CI_COMMIT_REF_NAME"); id != "" && ref != "" {
				id += "@" + ref
			}
			return id
		},
		func(get func(string) string) string { return get("CI_JOB_URL") },
	},
	{
		"buildkite", "BUILDKITE",
		func(get func(string) string) string {
			return joined("https://buildkite.com", get("BUILDKITE_ORGANIZATION_SLUG"), get("BUILDKITE_PIPELINE_SLUG"))
		},
		func(get func(string) string) string {
			run := get("BUILDKITE_BUILD_URL")
			if job := get("BUILDKITE_JOB_ID"); run != "" && job != "" {
				run += "#" + job
			}
			return run
		},
	},
	{
		"circleci", "CIRCLECI",
		func(get func(string) string) string {
			return joined("https://circleci.com", get("CIRCLE_PROJECT_USERNAME"), get("CIRCLE_PROJECT_REPONAME"), get("CIRCLE_JOB"))
		},
		func(get func(string) string) string { return get("CIRCLE_BUILD_URL") },
	},
	{
		"jenkins", "JENKINS_URL",
		func(get func(string) string) string { return get("JOB_URL") },
		func(get func(string) string) string { return get("BUILD_URL") },
	},
}

// joined joins the parts of an address; where one is missing, there is none.
func joined(parts ...string) string {
	for i, p := range parts {
		if p == "" {
			return ""
		}
		parts[i] = strings.Trim(p, "/")
	}
	return strings.Join(parts, "/")
}

// Integration is the run of the continuous integration that the variables of
// this process tell of, or nil.
func Integration(get func(string) string) *evidence.Collector {
	for _, s := range services {
		if v := get(s.marker); v == "" || v == "false" {
			continue
		}
		if run := s.run(get); run != "" {
			return &evidence.Collector{ID: s.id(get), Run: run, By: s.name}
		}
	}
	return nil
}
