package parameter

import (
	"fmt"

	"github.com/candor-site/candor/internal/period"
)

// readDuration reads an ISO 8601 duration.
func readDuration(raw any) (Value, error) {
	text, ok := raw.(string)
	switch {
	case isNumeric(raw):
		return Value{}, fmt.Errorf("%w: write P30D for 30 days, PT8H for 8 hours", ErrUnit)
	case !ok:
		return Value{}, unexpected("a duration such as P30D or PT8H", raw)
	}
	p, err := period.Parse(text)
	if err != nil {
		return Value{}, &WordError{Got: text, Allowed: Words(Duration), Cause: fmt.Errorf("must be a duration: %w", err)}
	}
	return Value{Raw: text, Period: p}, nil
}

// readRetention reads an ISO 8601 duration or the word negotiable.
func readRetention(raw any) (Value, error) {
	text, ok := raw.(string)
	switch {
	case isNumeric(raw):
		return Value{}, fmt.Errorf("%w: write P90D for 90 days, P1Y for a year", ErrUnit)
	case !ok:
		return Value{}, unexpected("a duration such as P90D, unstated or negotiable", raw)
	case text == Negotiable:
		return Value{Raw: text, Word: Negotiable}, nil
	}
	p, err := period.Parse(text)
	if err != nil {
		return Value{}, &WordError{Got: text, Allowed: Words(Retention), Cause: fmt.Errorf("must be a duration, unstated or negotiable: %w", err)}
	}
	return Value{Raw: text, Period: p}, nil
}

// readFrequency reads a schedule. Words for periods become ISO 8601 durations,
// so that assertions can count with them.
func readFrequency(raw any) (Value, error) {
	text, ok := raw.(string)
	if !ok {
		return Value{}, unexpected("a frequency such as P7D, daily or per-release", raw)
	}
	s, err := period.ParseSchedule(text)
	if err != nil {
		return Value{}, &WordError{Got: text, Allowed: Words(Frequency), Cause: fmt.Errorf("must be a frequency: %w", err)}
	}
	v := Value{Raw: text, Schedule: &s}
	if s.Basis == period.Every {
		v.Raw, v.Period = s.Period.String(), s.Period
	}
	if text == Unstated {
		v.Word = Unstated
	}
	return v, nil
}
