package component

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/value"
)

// Words says what a type takes, for messages.
func (t PropType) Words() string {
	switch t {
	case PropBool:
		return "true or false"
	case PropInt:
		return "a whole number"
	case PropEnum:
		return "one of its listed values"
	case PropURL:
		return "a URL"
	case PropAsset:
		return "the path of a file"
	case PropDate:
		return "a date"
	case PropList:
		return "a list"
	case PropObject:
		return "an object"
	case PropNode:
		return "text or markup"
	case PropControl:
		return "the id of a control"
	case PropEvidence:
		return "the id of a piece of evidence"
	case PropFramework:
		return "the id of a framework"
	case PropControls:
		return "a list of ids of controls"
	case PropKind:
		return "the id of a kind of controls"
	}
	return "text"
}

// Convert returns a value in the declared type, or why it cannot.
func (d *Prop) Convert(v any) (any, string) {
	wrong := fmt.Sprintf("takes %s, not %s", d.Type.Words(), value.Kind(v))
	s, isText := v.(string)
	switch d.Type {
	case PropBool:
		if isText && (s == "true" || s == "false") {
			return s == "true", ""
		}
		if _, ok := v.(bool); !ok {
			return nil, wrong
		}
	case PropInt:
		if isText {
			if n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64); err == nil {
				return n, ""
			}
		}
		if _, ok := v.(int64); !ok {
			return nil, wrong
		}
	case PropList, PropControls:
		if _, ok := v.([]any); !ok {
			return nil, wrong
		}
	case PropObject:
		if _, ok := v.(map[string]any); !ok {
			return nil, wrong
		}
	case PropNode:
		if n, ok := value.Number(v); ok && !isText {
			return value.Text(n), ""
		}
		if !isText {
			return nil, wrong
		}
	default:
		if !isText {
			return nil, wrong
		}
		return v, d.textFault(s)
	}
	return v, ""
}

// textFault says why text does not fit a type that is written as text, or "".
func (d *Prop) textFault(s string) string {
	switch d.Type {
	case PropEnum:
		if !slices.Contains(d.Allowed, s) {
			return fmt.Sprintf("is %q, expected one of %s", s, strings.Join(d.Allowed, ", "))
		}
	case PropURL:
		if !allow.Link(s) {
			return fmt.Sprintf("has the scheme %s:, which is not allowed", allow.Scheme(s))
		}
	case PropAsset:
		if !allow.Image(s) {
			return fmt.Sprintf("has the scheme %s:, which is not allowed", allow.Scheme(s))
		}
		if s == "" {
			return "is empty, expected the path of a file"
		}
	case PropDate:
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return fmt.Sprintf("is %q, expected a date such as 2030-01-31", s)
		}
	case PropControl, PropEvidence, PropFramework, PropKind:
		if strings.TrimSpace(s) == "" {
			return "is empty, expected " + d.Type.Words()
		}
	}
	return ""
}
