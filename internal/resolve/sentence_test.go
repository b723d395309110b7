package resolve

import (
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/topic"
	"github.com/candor-site/candor/internal/trust"
)

func TestAnswersAreChecked(t *testing.T) {
	ref := func(id string) trust.Reference { return trust.Reference{ID: id} }
	for _, tt := range []struct {
		name   string
		answer trust.Answer
		want   string // what the only diagnostic begins with; "" for none
	}{
		{"all forms", trust.Answer{Short: text("{{ .retention }}"), Long: text(`{{ control "log-retention" "retention" }}`), List: text(`{{ scope "log-access" "cloud" | list }}`), Compensating: text(`{{ state "log-access" }}`)}, ""},
		{"list form", trust.Answer{List: text("{{ .retain }}")}, `answer a reads parameter "retain"`},
		{"compensating", trust.Answer{Compensating: text(`{{ control "log-acces" "x" }}`)}, `answer a names control "log-acces"`},
		{"type", trust.Answer{Long: text("{{ .retention | count }}")}, "count: a list or a count is expected"},
		{"state of nothing", trust.Answer{Short: text(`{{ status "log-acces" }}`)}, `answer a names control "log-acces"`},
		{"axis", trust.Answer{Short: text(`{{ scope "log-access" "clod" | list }}`)}, `the scope axis "clod" does not exist`},
		{"comparison", trust.Answer{Where: []trust.Condition{{Control: ref("log-retention"), Parameter: ref("retain")}}}, `answer a reads parameter "retain"`},
		{"comparison with nothing", trust.Answer{Where: []trust.Condition{{Control: ref("log-acces"), Parameter: ref("retention")}}}, `answer a names control "log-acces"`},
		{"comparison with what is not claimed", trust.Answer{Where: []trust.Condition{{Control: ref("log-retention"), Parameter: ref("items")}}}, "answer a compares items of control log-retention, which is inferred"},
		{"topic", trust.Answer{Topic: "bakups"}, `answer a is about the topic "bakups", which does not exist`},
		{"known topic", trust.Answer{Topic: "backups"}, ""},
	} {
		p := parts(t)
		p.Topics = topic.Builtin()
		p.Config.Scope = map[string][]string{"cloud": {"aws"}}
		logs := p.Catalog.Controls[1]
		inferred := logs.Parameters[0]
		inferred.Name, inferred.Value.Inferred = "items", true
		logs.Parameters = append(logs.Parameters, inferred)
		tt.answer.ID, tt.answer.Controls = "a", []trust.Reference{ref("log-retention")}
		p.Catalog.Answers = []*trust.Answer{&tt.answer}
		_, list := Site(p)
		if tt.want == "" && len(list) > 0 || tt.want != "" && (len(list) != 1 || !strings.HasPrefix(list[0].Message, tt.want)) {
			t.Errorf("%s: %v, want %q", tt.name, list, tt.want)
		}
	}
}

func text(value string) source.Text { return source.Text{Value: value} }

func TestClaimsDoNotReadWhatWasFound(t *testing.T) {
	p := parts(t)
	p.Catalog.Controls[1].Statement = text(`Logs are {{ state "log-access" }}.`)
	_, list := Site(p)
	if len(list) != 1 || !strings.Contains(list[0].Message, "which only answers can") {
		t.Errorf("%v", list)
	}
	p = parts(t)
	p.Catalog.Controls[1].Statement = text(`Logs are kept {{ .retention | count }}.`)
	if _, list := Site(p); len(list) != 1 || !strings.Contains(list[0].Message, "count: a list or a count is expected") {
		t.Errorf("a value of another type: %v", list)
	}
}
