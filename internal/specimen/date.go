package specimen

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// mark is a day in a template: <<-1>>, <<-1 compact>>, <<-1 02:45:44 unix>>,
// <<-8 20:02:11 "Mon Jan _2 15:04:05 2006">>.
var mark = regexp.MustCompile(`<<([^<>\n]*)>>`)

// markParts are the days, the time of day, and the layout of a mark.
var markParts = regexp.MustCompile(`^([+-]?[0-9]{1,5})(?: ([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?))?(?: (unix|unixmilli|compact|"[^"]+"))?$`)

// expand writes the days of a template out: each mark becomes the date that
// many days after day, which is midnight UTC. A mark that means nothing is
// reported and left as it is.
func expand(f *source.File, day time.Time) ([]byte, diag.List) {
	var out bytes.Buffer
	var list diag.List
	end := 0
	for _, m := range mark.FindAllSubmatchIndex(f.Data, -1) {
		out.Write(f.Data[end:m[0]])
		end = m[1]
		text, err := date(string(f.Data[m[2]:m[3]]), day)
		if err != nil {
			list.Add(diag.Errorf(diag.ValueInvalid, f.Span(m[0], m[1]), "%s is no day: %v", f.Data[m[0]:m[1]], err).
				Hinted(`write <<DAYS>>, <<DAYS compact>>, <<DAYS HH:MM:SS unix>> or <<DAYS HH:MM:SS "layout of Go">>`))
			text = string(f.Data[m[0]:m[1]])
		}
		out.WriteString(text)
	}
	out.Write(f.Data[end:])
	return out.Bytes(), list
}

// date writes what stands between << and >>.
func date(text string, day time.Time) (string, error) {
	m := markParts.FindStringSubmatch(text)
	if m == nil {
		return "", fmt.Errorf("%q has another form", text)
	}
	days, err := strconv.Atoi(m[1])
	if err != nil {
		return "", err
	}
	at := day.AddDate(0, 0, days)
	if m[2] != "" {
		clock, err := time.Parse("15:04:05", m[2])
		if err != nil {
			return "", fmt.Errorf("%s is no time of day", m[2])
		}
		at = at.Add(clock.Sub(clock.Truncate(24 * time.Hour)))
	}
	switch {
	case m[3] == "" && m[2] != "":
		return at.Format(time.RFC3339Nano), nil
	case m[3] == "":
		return at.Format(time.DateOnly), nil
	case m[3] == "compact":
		return at.Format("20060102"), nil
	case m[3] == "unix":
		return strconv.FormatInt(at.Unix(), 10), nil
	case m[3] == "unixmilli":
		return strconv.FormatInt(at.UnixMilli(), 10), nil
	}
	return at.Format(strings.Trim(m[3], `"`)), nil
}
