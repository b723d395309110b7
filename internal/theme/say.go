package theme

import (
	"fmt"
	"html/template"
	"net/url"
	"reflect"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/candor-site/candor/internal/message"
)

// say writes a message. Without a value that is markup, and without a link, the
// result is text, which html/template escapes by its place; else it is markup,
// in which everything but such values is escaped.
func say(w *message.Words, key, to string, pairs []any) (any, error) {
	if len(pairs) == 0 && to == "" {
		if said, ok := w.Fixed(key); ok {
			return said, nil
		}
	}
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("the message %q has a name without a value", key)
	}
	var room [4]message.Value
	values, markup := room[:0], to != ""
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("the message %q has a value whose name is %v, expected text", key, pairs[i])
		}
		v, err := valueOf(w, name, pairs[i+1])
		if err != nil {
			return nil, fmt.Errorf("the message %q: %w", key, err)
		}
		values = append(values, v)
		markup = markup || v.Raw
	}
	if w.Linked(key) != (to != "") {
		if to == "" {
			return nil, fmt.Errorf("the message %q has a link; write it with tlink", key)
		}
		return nil, fmt.Errorf("the message %q has no link; write it with t", key)
	}
	if !markup {
		return w.Say(key, message.Style{}, values...)
	}
	style := message.Style{Escape: template.HTMLEscapeString}
	if to != "" {
		style.Open, style.Close = `<a href="`+template.HTMLEscapeString(address(to))+`">`, "</a>"
	}
	said, err := w.Say(key, style, values...)
	return template.HTML(said), err
}

// valueOf makes a value of a message.
func valueOf(w *message.Words, name string, value any) (message.Value, error) {
	v := message.Value{Name: name}
	switch x := value.(type) {
	case template.HTML:
		v.Text, v.Raw = string(x), true
		return v, nil
	case string:
		v.Text = x
		return v, nil
	case time.Time:
		return v, fmt.Errorf("the value %s is a time; say how, with date, datetime, timetag or minutetag", name)
	case fmt.Stringer:
		v.Text = x.String()
		return v, nil
	}
	switch r := reflect.ValueOf(value); {
	case r.CanInt():
		v.Count, v.Text = r.Int(), strconv.FormatInt(r.Int(), 10)
	case r.CanFloat():
		v.Text = w.Number(r.Float(), -1)
	case r.Kind() == reflect.String:
		v.Text = r.String()
	default:
		return v, fmt.Errorf("the value %s is %T, expected text, a number or markup", name, value)
	}
	return v, nil
}

// address returns a URL that may stand in a link: within the portal, https, http
// or mailto; "#" in place of any other.
func address(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" && weblink(to) == "" {
		return "#"
	}
	return to
}

// code, strong and link make markup for the values of messages.
func code(text string) template.HTML {
	return template.HTML("<code>" + template.HTMLEscapeString(text) + "</code>")
}

func strong(text string) template.HTML {
	return template.HTML("<strong>" + template.HTMLEscapeString(text) + "</strong>")
}

func link(to, text string) template.HTML {
	return template.HTML(`<a href="` + template.HTMLEscapeString(address(to)) + `">` + template.HTMLEscapeString(text) + "</a>")
}

// timeElement is the element of HTML for a time, with the words for it.
func timeElement(t time.Time, said string) template.HTML {
	if t.IsZero() {
		return template.HTML(template.HTMLEscapeString(said))
	}
	var room [128]byte
	b := t.UTC().AppendFormat(append(room[:0], `<time datetime="`...), time.RFC3339)
	b = append(append(b, `">`...), template.HTMLEscapeString(said)...)
	return template.HTML(append(b, "</time>"...))
}

// instants remembers what was made of times, which a portal shows again and again: of
// their seconds, and none of what is smaller. It is safe for concurrent use.
type instants struct {
	make  func(time.Time) template.HTML
	slots [1 << 12]atomic.Pointer[instant]
}

// instant is what was made of a time.
type instant struct {
	second int64
	made   template.HTML
}

// of returns what is made of a time.
func (x *instants) of(t time.Time) template.HTML {
	if t.IsZero() {
		return x.make(t)
	}
	second := t.Unix()
	slot := &x.slots[uint64(second)*0x9e3779b97f4a7c15>>52]
	if known := slot.Load(); known != nil && known.second == second {
		return known.made
	}
	made := x.make(t)
	slot.Store(&instant{second, made})
	return made
}
