package collectors

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/schematest"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

var cfg = &site.Config{Ladder: []string{"public", "nda", "internal"}, Scope: map[string][]string{"environment": {"staging", "production"}}}

var formats = []string{"trivy", "testssl"}

// full uses every key.
const full = `
run: ci
collectors:
  - id: trivy
    evidence: trivy-images
    title: Image scans
    controls: [vulnerability-scan]
    argv: [trivy, image, "--format=json", "registry.example/{image}:1"]
    env: [AWS_PROFILE, TRIVY_TOKEN]
    timeout: PT10M
    max_output: 32MiB
    retries: 2
    backoff: PT2S
    findings_exit: [1, 5]
    verdict: [{exit: 0, is: pass}, {exit: 1, is: fail}]
    schedule: daily
    valid_for: P30D
    scope: {environment: production}
    matrix: {image: [api, web], region: eu}
    target: "registry.example/{image}"
    version: "1.0"
    dir: infra
    stdin: infra/list.txt
    produces: "out-{image}.json"
    file: "evidence/scans/{image}.json"
    format: trivy
    redact: [{pointer: /Metadata/ImageConfig}, {column: Email}, {match: 'key=(\w+)'}]
    allow: [{rule: jwt, why: a public example}]
    publish: raw
    audience: internal
  - {id: tls, builtin: tls, with: {endpoints: [www.example.com, "www.example.com:8443"]}, schedule: weekly}
`

func parse(t *testing.T, text string) (*Set, []string) {
	t.Helper()
	set, list := Parse(source.NewFile(File, []byte(text)), cfg, formats)
	var got []string
	for _, d := range list {
		got = append(got, strings.TrimPrefix(d.Error(), File+":"))
	}
	return set, got
}

func TestParse(t *testing.T) {
	set, list := parse(t, full)
	if len(list) > 0 || !set.CI || len(set.Collectors) != 3 {
		t.Fatalf("%v, %d collectors", list, len(set.Collectors))
	}
	c := set.Collectors[1]
	if c.Name != "trivy (web, eu)" || c.Evidence != "trivy-images" || c.Argv[3] != "registry.example/web:1" || c.Target != "registry.example/web" ||
		c.File != "evidence/scans/web.json" || c.Produces != "out-web.json" || c.Timeout != 10*time.Minute || c.MaxOutput != 32<<20 || c.Backoff != 2*time.Second ||
		!slices.Equal(c.OK, []int{0, 1, 5}) || c.Verdicts[1] != trust.VerdictFail || c.Schedule.Human() != "daily" || c.ValidFor.Days != 30 ||
		c.Scope.String() != (trust.Scope{"environment": {"production"}, "image": {"web"}, "region": {"eu"}}).String() || len(c.Redact) != 3 || c.Allow[0] != (Allow{"jwt", "a public example"}) {
		t.Errorf("%+v", c)
	}
	if first := set.Collectors[0]; first.Argv[3] != "registry.example/api:1" {
		t.Errorf("the runs of a matrix share their arguments: %v", first.Argv)
	}
	c = set.Collectors[2]
	if c.Timeout != DefaultTimeout || c.MaxOutput != DefaultMaxOutput || !slices.Equal(c.OK, []int{0}) || len(c.With.Endpoints) != 2 || c.Name != "tls" {
		t.Errorf("%+v", c)
	}
}

// TestMistakes: each is reported at its place, and the collector is not run.
func TestMistakes(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"{id: a}", `2:10: error: collector a runs nothing [key-missing]`},
		{"{id: a, argv: [x], builtin: git}", `2:33: error: collector a has both argv and builtin [collector-invalid]`},
		{"{id: a, argv: x y}", `2:19: error: "argv" is text (x y), expected a list [value-type]`},
		{"{id: a, argv: [x y]}", `2:20: error: the program is named "x y", with a space [collector-invalid]`},
		{"{id: a, argv: [x, '>', y]}", `2:23: error: no shell reads argv: > would be an argument like any other [collector-invalid]`},
		{"{id: a b, argv: [x]}", `2:10: error: id "a b" is not made of letters, digits, hyphens and underscores [value-invalid]`},
		{"{id: a, argv: [x], env: [TOKEN=abc]}", `2:30: error: env holds names, never values: TOKEN [collector-invalid]`},
		{"{id: a, argv: [x], env: [a-b]}", `2:30: error: "a-b" is no name of an environment variable [value-invalid]`},
		{"{id: a, argv: [x], timeout: 5m}", `2:33: error: `},
		{"{id: a, argv: [x], timeout: P2D}", `2:33: error: P2D is not between a second and 24 hours [value-invalid]`},
		{"{id: a, argv: [x], max_output: 1GB}", `2:36: error: max_output is 1GB, expected a size such as 16MB, 64MiB at most [value-invalid]`},
		{"{id: a, argv: [x], retries: 99}", `2:33: error: retries is 99, expected a number from 0 to 10 [value-invalid]`},
		{"{id: a, argv: [x], schedule: per-release}", `2:34: error: a collector runs once a period, not for each release [schedule-invalid]`},
		{"{id: a, argv: [x], schedule: nightly}", `2:34: error: `},
		{"{id: a, argv: [x], findings_exit: [one]}", `2:40: error: "one" is no exit code, expected a number from 0 to 255 [value-invalid]`},
		{"{id: a, argv: [x], verdict: [{exit: 1, is: fail}]}", `2:41: error: exit code 1 is a failed run, which has no verdict [collector-invalid]`},
		{"{id: a, argv: [x], verdict: [{exit: 0, is: good}]}", `2:48: error: "is" is "good", expected pass, fail`},
		{"{id: a, argv: [x], scope: {environment: prod}}", `2:45: error: "prod" is no value of the scope axis environment, expected one of staging, production [scope-value-unknown]`},
		{"{id: a, argv: [x], format: trivi}", `2:32: error: there is no format "trivi" [value-unknown]`},
		{"{id: a, argv: [x], redact: [{pointer: a}]}", `2:33: error: "a" is not a pointer`},
		{"{id: a, argv: [x], allow: [{rule: jwd, why: x}]}", `2:39: error: there is no rule "jwd" for secrets [value-unknown]`},
		{"{id: a, argv: [x], allow: [{rule: jwt}]}", `2:33: error: `},
		{"{id: a, argv: [x], dir: ../x}", `2:29: error: the path "../x" leaves the site [value-invalid]`},
		{"{id: a, argv: [x], file: public/x.json}", `2:30: error: evidence is kept below evidence/, not in public/x.json [value-invalid]`},
		{"{id: a, argv: [x], file: evidence/log.jsonl}", `2:30: error: evidence is kept below evidence/, not in evidence/log.jsonl [value-invalid]`},
		{"{id: a, argv: [x], audience: all}", `2:34: error: audience "all" does not exist, expected one of public, nda, internal [audience-unknown]`},
		{"{id: a, argv: [x], with: {path: x}}", `2:30: error: with is for built-in collectors, and a has none [collector-invalid]`},
		{"{id: a, builtin: tls}", `2:22: error: the built-in collector tls needs endpoints [key-missing]`},
		{"{id: a, builtin: git, with: {names: [x]}}", `2:33: error: the built-in collector git does not read names, it reads path [collector-invalid]`},
		{"{id: a, builtin: git, env: [X]}", `2:22: error: env is for programs, and git is built in [collector-invalid]`},
		{"{id: a, builtin: files, with: {globs: ['../*']}}", `2:35: error: "../*" is no pattern of paths below the site [value-invalid]`},
		{"{id: a, builtin: ftp}", `2:22: error: `},
		{"{id: a, argv: [x], shedule: daily}", `2:24: error: `},
		{"{id: a, argv: [x], matrix: {n: [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15], m: [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]}}", `2:33: error: the matrix makes more than 200 runs [collector-invalid]`},
	} {
		set, got := parse(t, "collectors:\n  - "+tt.in+"\n")
		if len(got) != 1 || !strings.HasPrefix(got[0], tt.want) {
			t.Errorf("%s:\n got %s\nwant %s", tt.in, strings.Join(got, "\n"), tt.want)
		}
		if len(set.Collectors) > 0 && !strings.Contains(got[0], "[key-unknown]") && !strings.Contains(got[0], "[value-type]") && !strings.Contains(got[0], "key-missing") && !strings.Contains(got[0], "value-unknown") {
			t.Errorf("%s: it would run", tt.in)
		}
	}
}

func TestCollisions(t *testing.T) {
	_, got := parse(t, "collectors:\n  - {id: a, argv: [x]}\n  - {id: a, argv: [y]}\n  - {id: b, evidence: a, argv: [z]}\n  - {id: c, evidence: a, target: t, argv: [z]}\n")
	want := []string{"3:10: error: two collectors are called a [collector-invalid]", "4:10: error: two collectors make evidence a for the same scope and target [collector-invalid]"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// No diagnostic shows the value of a secret, nor of a variable.
func TestSecretsAreNotShown(t *testing.T) {
	for _, in := range []string{"{id: a, argv: [x, 'https://ci:correct-horse@git.internal/']}", "{id: a, argv: [x], env: [PW=correct-horse]}"} {
		_, list := Parse(source.NewFile(File, []byte("collectors:\n  - "+in+"\n")), cfg, formats)
		var b bytes.Buffer
		if err := diag.Text(&b, list, diag.TextOptions{}); err != nil || len(list) == 0 || strings.Contains(b.String(), "correct-horse") {
			t.Errorf("%v\n%s", err, b.String())
		}
	}
}

// TestSchema holds the committed schema to the types, and to a file that uses
// every key.
func TestSchema(t *testing.T) {
	raw, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	schematest.Golden(t, "collectors.schema.json", raw)
	check := func(text string, good bool) {
		node, _ := decode.YAML(source.NewFile(File, []byte(text)), decode.Config)
		if err := schema.Check(raw, node.Plain()); (err == nil) != good {
			t.Errorf("%s: the schema gives %v", text, err)
		}
	}
	check(full, true)
	check("collectors: [{id: a, shell: x}]", false)
	check("collectors: [{argv: [x]}]", false)
	check("collectors: [{id: a, builtin: ftp}]", false)
}
