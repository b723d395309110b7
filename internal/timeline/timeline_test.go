package timeline

import (
	"reflect"
	"testing"
	"time"
)

func day(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC) }

func TestBars(t *testing.T) {
	s := Stretch{From: day(1), To: day(11)}
	for _, c := range []struct {
		name  string
		marks []Mark
		bars  []Bar
		ticks []Tick
	}{
		{"nothing", nil, nil, nil},
		{"within", []Mark{{day(2), day(4), "pass"}}, []Bar{{"100", "200", "pass"}}, []Tick{{"100", "pass"}}},
		{"a gap between two", []Mark{{day(1), day(2), "pass"}, {day(10), day(11), "fail"}},
			[]Bar{{"0", "100", "pass"}, {"900", "100", "fail"}}, []Tick{{"0", "pass"}, {"900", "fail"}}},
		{"the next ends the one before", []Mark{{day(1), day(9), "fail"}, {day(3), time.Time{}, "pass"}},
			[]Bar{{"0", "200", "fail"}, {"200", "800", "pass"}}, []Tick{{"0", "fail"}, {"200", "pass"}}},
		{"cut at both ends", []Mark{{day(1).AddDate(0, 0, -5), day(30), "none"}}, []Bar{{"0", "1000", "none"}}, nil},
		{"over before it starts", []Mark{{day(1).AddDate(0, 0, -5), day(1), "none"}}, nil, nil},
		{"after the end", []Mark{{day(12), day(14), "pass"}}, nil, nil},
		{"at the very end", []Mark{{day(11), day(14), "pass"}}, nil, []Tick{{"1000", "pass"}}},
		{"twice at once", []Mark{{day(2), day(3), "fail"}, {day(2), day(3), "pass"}}, []Bar{{"100", "100", "pass"}}, []Tick{{"100", "fail"}, {"100", "pass"}}},
		{"fractions", []Mark{{day(1).Add(time.Hour), day(1).Add(3 * time.Hour), "pass"}}, []Bar{{"4.16", "8.34", "pass"}}, []Tick{{"4.16", "pass"}}},
	} {
		if got := s.Bars(c.marks); !reflect.DeepEqual(got, c.bars) {
			t.Errorf("%s: bars %v, want %v", c.name, got, c.bars)
		}
		if got := s.Ticks(c.marks); !reflect.DeepEqual(got, c.ticks) {
			t.Errorf("%s: ticks %v, want %v", c.name, got, c.ticks)
		}
	}
	if got := (Stretch{From: day(1), To: day(1)}).Bars([]Mark{{day(1), day(2), "pass"}}); got != nil {
		t.Errorf("a stretch of no length has bars %v", got)
	}
}
