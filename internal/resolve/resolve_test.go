package resolve

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// parts is a small site in which every name is bound.
func parts(t *testing.T) Parts {
	t.Helper()
	days, err := parameter.Parse(parameter.Retention, "P90D")
	if err != nil {
		t.Fatal(err)
	}
	catalog := source.NewFile("controls/a.yaml", []byte("id: log-retention\nid: log-access\n"))
	logs := &trust.Control{
		ID: "log-retention", Span: catalog.Span(4, 17), Kind: "retention", Status: trust.InEffect,
		Parameters: []trust.Parameter{{Name: "retention", Value: days}},
		Statement:  source.Text{Value: "Logs are kept for {{ .retention }}."},
		Needs:      []trust.Need{{ID: "log-groups"}},
		Assert:     source.Text{Value: `ev["log-groups"].all(g, g.days >= days(p.retention))`},
		Mappings:   []trust.Mapping{{Framework: "soc2", Requirement: "CC7.2", Degree: trust.Meets}},
	}
	access := &trust.Control{
		ID: "log-access", Span: catalog.Span(22, 32), Kind: "access-control", Status: trust.InEffect,
		Relates: []trust.Relates{{ID: "log-retention", How: trust.DependsOn}},
	}
	return Parts{
		Config: &site.Config{
			Events: map[string]site.EventFeed{"release": {Evidence: "releases"}},
			Policy: site.Policy{Default: map[string]site.Action{"missing": site.ActError}},
			Menu:   []site.MenuItem{{Title: "Security", Link: "/security/"}},
		},
		Catalog: &trust.Catalog{
			Controls:   []*trust.Control{access, logs},
			Frameworks: []*trust.Framework{{ID: "soc2", Requirements: []trust.Requirement{{ID: "CC7.2"}}}},
			Exceptions: []*trust.Exception{{ID: "short-logs", Waives: "log-retention"}},
			Answers:    []*trust.Answer{{ID: "logs", Controls: []trust.Reference{{ID: "log-retention"}}, Short: source.Text{Value: "Kept for {{ .retention }}."}}},
		},
		Evidence: []*trust.Evidence{{ID: "log-groups", Path: "evidence/log-groups.json"}, {ID: "releases", Path: "evidence/releases.json"}},
		Pages: []*site.Page{{Route: "/security/", Doc: &markup.Document{
			Reads: []markup.Read{{Path: []string{"control", "log-retention", "retention"}}},
			Uses:  []markup.Use{{Name: "Control", Props: []markup.PropValue{{Name: "id", Value: "log-access"}}}},
		}}},
		Components: map[string]*component.Component{
			"Control":   {Name: "Control", Props: []component.Prop{{Name: "id", Type: component.PropControl}}},
			"Evidence":  {Name: "Evidence", Props: []component.Prop{{Name: "id", Type: component.PropEvidence}}},
			"Framework": {Name: "Framework", Props: []component.Prop{{Name: "id", Type: component.PropFramework}}},
		},
	}
}

func TestEverythingIsBoundBothWays(t *testing.T) {
	s, list := Site(parts(t))
	if len(list) != 0 {
		t.Fatalf("diagnostics on a site without mistakes: %v", list)
	}
	for _, tt := range []struct {
		what string
		got  []string
		want string
	}{
		{"pages of the control that an expression reads", s.Links.PagesOfControl["log-retention"], "/security/"},
		{"pages of the control that a component shows", s.Links.PagesOfControl["log-access"], "/security/"},
		{"controls of the page", s.Links.ControlsOfPage["/security/"], "log-access log-retention"},
		{"controls of the evidence", s.Links.ControlsOfEvidence["log-groups"], "log-retention"},
		{"controls of the requirement", s.Links.ControlsOfRequirement["soc2/CC7.2"], "log-retention"},
		{"who relates to the control", s.Links.RelatedTo["log-retention"], "log-access"},
		{"exceptions of the control", s.Links.ExceptionsOfControl["log-retention"], "short-logs"},
		{"answers of the control", s.Links.AnswersOfControl["log-retention"], "logs"},
	} {
		if got := strings.Join(tt.got, " "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.what, got, tt.want)
		}
	}
	if s.Rules["log-retention"] == nil || s.Rules["log-retention"].Assert == nil {
		t.Error("the assertion was not compiled")
	}
}

func TestEveryDanglingNameIsReportedInOneRun(t *testing.T) {
	p := parts(t)
	logs := p.Catalog.Controls[1]
	logs.Needs = []trust.Need{{ID: "log-group"}}
	logs.Assert = source.Text{}
	logs.Mappings = []trust.Mapping{{Framework: "soc", Requirement: "CC7.2"}, {Framework: "soc2", Requirement: "CC7.3"}}
	logs.Statement = source.Text{Value: "Logs are kept for {{ .retentoin }} and {{ control \"log-acces\" \"x\" }}."}
	logs.Relates = []trust.Relates{{ID: "log-acces", How: trust.DependsOn}}
	p.Catalog.Exceptions[0].Waives = "log-retension"
	p.Catalog.Answers[0].Controls[0].ID = "logs-retention"
	p.Catalog.Answers = append(p.Catalog.Answers, &trust.Answer{ID: "alone", Short: source.Text{Value: "Kept for {{ .retention }}."}})
	p.Config.Menu[0].Link = "/securty/"
	p.Config.Events["release"] = site.EventFeed{Evidence: "release"}
	p.Pages[0].Doc.Reads = []markup.Read{
		{Path: []string{"control", "log-retention", "retain"}},
		{Path: []string{"control", "log-retentoin", "retention"}},
	}
	p.Pages[0].Doc.Uses = []markup.Use{
		{Name: "Control", Props: []markup.PropValue{{Name: "id", Value: "log-acess"}}},
		{Name: "Evidence", Props: []markup.PropValue{{Name: "id", Value: "log-grups"}}},
		{Name: "Framework", Props: []markup.PropValue{{Name: "id", Value: "soc-2"}}},
	}
	_, list := Site(p)
	want := map[diag.Code]int{
		diag.EvidenceUnknown: 3, diag.FrameworkUnknown: 2, diag.RequirementUnknown: 1, diag.ParameterUnknown: 2,
		diag.ControlUnknown: 6, diag.LinkBroken: 1, diag.TemplateUnbound: 1,
	}
	got := map[diag.Code]int{}
	for _, d := range list {
		got[d.Code]++
		if _, ok := want[d.Code]; !ok {
			t.Errorf("beside what dangles: %v", d)
		}
		if d.Code != diag.RequirementUnknown && d.Code != diag.TemplateUnbound && d.Code != diag.ParameterUnknown && !strings.Contains(d.Hint, "did you mean") {
			t.Errorf("no near miss in the hint %q of: %s", d.Hint, d.Message)
		}
	}
	for code, n := range want {
		if got[code] != n {
			t.Errorf("%d of %s, want %d: %v", got[code], code, n, list)
		}
	}
}

// TestEvidenceThatWasNeverCollected: what it means for a control is said by
// the state of the control; nothing else says it for an event.
func TestListingsCiteWhatTheyShow(t *testing.T) {
	listing := func(props ...markup.PropValue) []string {
		p := parts(t)
		p.Components["Controls"] = &component.Component{Name: "Controls", Props: []component.Prop{
			{Name: "kind", Type: component.PropKind}, {Name: "scope", Type: component.PropObject},
			{Name: "state", Type: component.PropEnum}, {Name: "ids", Type: component.PropControls},
		}}
		p.Components["Retentions"] = &component.Component{Name: "Retentions", Lists: "retention"}
		p.Config.Kinds = []site.Kind{{ID: "retention"}, {ID: "access-control"}}
		p.Config.Scope = map[string][]string{"cloud": {"aws", "gcp"}}
		p.Catalog.Controls[1].Scope = trust.Scope{"cloud": {"aws"}}
		name := "Controls"
		if len(props) == 0 {
			name = "Retentions"
		}
		p.Pages = []*site.Page{{Route: "/list/", Doc: &markup.Document{Uses: []markup.Use{{Name: name, Props: props}}}}}
		p.Config.Menu = nil
		s, list := Site(p)
		out := s.Links.ControlsOfPage["/list/"]
		for _, d := range list {
			out = append(out, string(d.Code))
		}
		return out
	}
	kind := markup.PropValue{Name: "kind", Value: "retention"}
	for _, tt := range []struct {
		props []markup.PropValue
		want  string
	}{
		{nil, "log-retention"},
		{[]markup.PropValue{kind}, "log-retention"},
		{[]markup.PropValue{kind, {Name: "scope", Value: map[string]any{"cloud": "aws"}}}, "log-retention"},
		{[]markup.PropValue{kind, {Name: "scope", Value: map[string]any{"cloud": []any{"gcp"}}}}, ""},
		{[]markup.PropValue{kind, {Name: "scope", Value: map[string]any{"clod": "aws"}}}, "log-retention scope-unknown"},
		{[]markup.PropValue{kind, {Name: "scope", Value: map[string]any{"cloud": []any{"aws", "gpc"}}}}, "log-retention scope-value-unknown"},
		{[]markup.PropValue{{Name: "ids", Value: []any{"log-access"}}, {Name: "scope", Value: map[string]any{"clod": "aws"}}}, "log-access scope-unknown"},
		{[]markup.PropValue{kind, {Name: "state", Value: "satisfied"}}, ""},
		{[]markup.PropValue{{Name: "ids", Value: []any{"log-access"}}}, "log-access"},
		{[]markup.PropValue{{Name: "ids", Value: []any{"log-acess"}}}, "control-unknown"},
		{[]markup.PropValue{{Name: "kind", Value: "retenton"}}, "kind-unknown"},
	} {
		if got := strings.Join(listing(tt.props...), " "); got != tt.want {
			t.Errorf("%v cites %q, want %q", tt.props, got, tt.want)
		}
	}
}

func TestEvidenceThatWasNeverCollected(t *testing.T) {
	for action, want := range map[site.Action]int{site.ActError: 1, site.ActWarning: 0, site.ActOff: 0} {
		p := parts(t)
		p.Config.Policy.Default["missing"] = action
		p.Catalog.Controls[1].Needs = append(p.Catalog.Controls[1].Needs, trust.Need{ID: "zzz"})
		p.Config.Events["release"] = site.EventFeed{Evidence: "zzz"}
		if _, list := Site(p); len(list) != want {
			t.Errorf("policy %s for missing evidence gives %v, want %d diagnostics", action, list, want)
		}
	}
}

func TestEvidenceThatOnlyTheAssertionReadsBecomesANeed(t *testing.T) {
	p := parts(t)
	logs := p.Catalog.Controls[1]
	logs.Assert = source.Text{Value: `ev["log-groups"] == ev["releases"]`}
	if _, list := Site(p); len(list) != 0 {
		t.Fatal(list)
	}
	if !slices.ContainsFunc(logs.Needs, func(n trust.Need) bool { return n.ID == "releases" }) {
		t.Errorf("needs are %v, want releases among them", logs.Needs)
	}
}

func TestAssertionsAreChecked(t *testing.T) {
	for expr, code := range map[string]diag.Code{
		`ev["log-groups"].all(`:           diag.AssertSyntax,
		`"text"`:                          diag.AssertType,
		`p.retain == "P90D"`:              diag.ParameterUnknown,
		`c["log-acess"].x == 1`:           diag.ControlUnknown,
		`ev["log-grups"].exists(g, true)`: diag.EvidenceUnknown,
	} {
		p := parts(t)
		p.Catalog.Controls[1].Assert = source.Text{Value: expr}
		_, list := Site(p)
		if len(list) != 1 || list[0].Code != code {
			t.Errorf("%s gives %v, want one %s", expr, list, code)
		}
	}
}
