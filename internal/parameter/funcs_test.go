package parameter

import (
	"slices"
	"strings"
	"testing"
	"text/template"
)

func value(t *testing.T, typ Type, raw any) Value {
	t.Helper()
	v, err := Parse(typ, raw)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestFuncs(t *testing.T) {
	var names []string
	for name := range Funcs() {
		names = append(names, name)
	}
	slices.Sort(names)
	if want := []string{"count", "default", "every", "join", "list", "lower", "period", "title", "upper"}; !slices.Equal(names, want) {
		t.Errorf("functions are %v, want %v", names, want)
	}
	data := map[string]Value{
		"frequency": value(t, Frequency, "P6M"),
		"release":   value(t, Frequency, "per-release"),
		"bound":     value(t, Frequency, tree{"value": "daily", "sense": "at-least"}),
		"retention": value(t, Retention, "P90D"),
		"keep":      value(t, Retention, tree{"value": "P90D", "sense": "at-least"}),
		"unstated":  value(t, Retention, "unstated"),
		"tools":     value(t, IDs, row{"trivy", "kube-bench", "zap"}),
		"nothing":   value(t, IDs, row{}),
		"tool":      value(t, ID, "trivy"),
		"ports":     value(t, Ports, row{int64(80), int64(443)}),
		"replicas":  value(t, Count, tree{"op": ">=", "value": int64(2)}),
		"standards": value(t, Standards, row{tree{"name": "SOC 2"}, tree{"name": "PCI DSS", "version": "4.0"}}),
		"access":    value(t, AccessMap, tree{"b": "read", "a": "write"}),
		"tls":       value(t, Standard, tree{"value": tree{"name": "TLS", "version": "1.2"}, "sense": "at-least"}),
		"key_bits":  value(t, Int, int64(256)),
	}
	tests := []struct{ text, want string }{
		{`{{ .retention }}`, "90 days"},
		{`{{ .keep }}`, "at least 90 days"},
		{`{{ .tls }}`, "TLS 1.2 or later"},
		{`{{ .frequency | every }}`, "every 6 months"},
		{`{{ .release | every }}`, "for each release"},
		{`{{ .bound | every }}`, "at least daily"},
		{`{{ .retention | every }}`, "every 90 days"},
		{`{{ .unstated | every }}`, "not stated"},
		{`{{ every "P1Y" }}`, "yearly"},
		{`{{ every "per-build" }}`, "for each build"},
		{`{{ .frequency | period }}`, "6 months"},
		{`{{ .retention | period }}`, "90 days"},
		{`{{ .keep | period }}`, "at least 90 days"},
		{`{{ .unstated | period }}`, "not stated"},
		{`{{ period "PT8H" }}`, "8 hours"},
		{`{{ .tools | list }}`, "trivy, kube-bench and zap"},
		{`{{ .tools | list "or" }}`, "trivy, kube-bench or zap"},
		{`{{ .nothing | list }}`, "none"},
		{`{{ .tool | list }}`, "trivy"},
		{`{{ .ports | list }}`, "80 and 443"},
		{`{{ .standards | list }}`, "SOC 2 and PCI DSS 4.0"},
		{`{{ .tools | join "/" }}`, "trivy/kube-bench/zap"},
		{`{{ .nothing | join "/" }}`, ""},
		{`{{ .standards | join "; " }}`, "SOC 2; PCI DSS 4.0"},
		{`{{ .tools | count }}`, "3"},
		{`{{ .nothing | count }}`, "0"},
		{`{{ .replicas | count }}`, "2"},
		{`{{ .key_bits | count }}`, "256"},
		{`{{ .access | count }}`, "2"},
		{`{{ if gt (count .tools) 2 }}many{{ end }}`, "many"},
		{`{{ .tool | upper }}`, "TRIVY"},
		{`{{ .tls | lower }}`, "tls 1.2 or later"},
		{`{{ .tls | title }}`, "TLS 1.2 Or Later"},
		{`{{ "über öl" | title }}`, "Über Öl"},
		{`{{ .unstated | default "as agreed" }}`, "as agreed"},
		{`{{ .missing | default "as agreed" }}`, "as agreed"},
		{`{{ .nothing | default "as agreed" }}`, "as agreed"},
		{`{{ "" | default "as agreed" }}`, "as agreed"},
		{`{{ .retention | default "as agreed" }}`, "90 days"},
		{`{{ .missing | list }}`, "none"},
		{`{{ range .tools.Raw }}<{{ . | upper }}>{{ end }}`, "<TRIVY><KUBE-BENCH><ZAP>"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			var b strings.Builder
			err := template.Must(template.New("").Funcs(Funcs()).Parse(tt.text)).Execute(&b, data)
			if err != nil || b.String() != tt.want {
				t.Errorf("%q, %v; want %q", b.String(), err, tt.want)
			}
		})
	}
	refused := []struct{ text, want string }{
		{`{{ every "1m" }}`, `every: "1m" is not a schedule`},
		{`{{ .tools | every }}`, `every: a frequency or a duration is expected, not "trivy, kube-bench and zap" of type ids`},
		{`{{ .missing | every }}`, "every: a frequency or a duration is expected, not nothing"},
		{`{{ every 3 }}`, "not the number 3"},
		{`{{ period "1m" }}`, `period: "1m" is not an ISO 8601 duration`},
		{`{{ .release | period }}`, "period: a duration is expected"},
		{`{{ .tool | count }}`, `count: a list or a count is expected, not "trivy" of type id`},
		{`{{ count "x" }}`, "count: a list or a count is expected"},
		{`{{ list }}`, "list: one value is expected"},
	}
	for _, tt := range refused {
		t.Run(tt.text, func(t *testing.T) {
			err := template.Must(template.New("").Funcs(Funcs()).Parse(tt.text)).Execute(new(strings.Builder), data)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v does not say %q", err, tt.want)
			}
		})
	}
}
