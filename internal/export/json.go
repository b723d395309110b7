package export

import (
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

// head is what every JSON export starts with.
type head struct {
	Schema   string `json:"schema"`
	AsOf     string `json:"as_of"`
	Audience string `json:"audience"`
}

func headOf(schema string, v *disclose.View) head { return head{schema, instant(v.AsOf), v.Audience} }

// nullable is a time in JSON: RFC 3339 in UTC, null when unknown.
func nullable(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := instant(t)
	return &s
}

// full returns a list that is [] in JSON, never null.
func full(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// scopeMap makes an object of axes and their values.
func scopeMap(axes []disclose.Axis) map[string][]string {
	out := make(map[string][]string, len(axes))
	for _, a := range axes {
		out[a.Name] = full(a.Values)
	}
	return out
}
