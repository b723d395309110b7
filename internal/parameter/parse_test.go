package parameter

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/period"
)

type (
	tree = map[string]any
	row  = []any
)

func TestParse(t *testing.T) {
	tests := []struct {
		t    Type
		raw  any
		want any // Raw; nil means raw again
		says string
	}{
		{Text, "created before the log bucket exists", nil, "created before the log bucket exists"},
		{Text, "two\nlines", nil, "two\nlines"},
		{ID, "aws-kms", nil, "aws-kms"},
		{ID, "security section in specification", nil, "security section in specification"},
		{ID, "kube_etcd", nil, "kube_etcd"},
		{IDs, row{"a", "b", "c"}, nil, "a, b and c"},
		{IDs, row{"a"}, nil, "a"},
		{IDs, row{"a", "b"}, nil, "a and b"},
		{IDs, row{}, nil, "none"},
		{IDOrIDs, "engineers", nil, "engineers"},
		{IDOrIDs, row{"employees", "visitors"}, nil, "employees and visitors"},
		{Bool, true, nil, "yes"},
		{Bool, false, nil, "no"},
		{Int, int64(256), nil, "256"},
		{Int, 3.0, int64(3), "3"},
		{Int, int64(-1), nil, "-1"},
		{Count, tree{"op": ">=", "value": int64(2)}, nil, "at least 2"},
		{Count, tree{"op": "<=", "value": int64(1)}, nil, "at most 1"},
		{Count, tree{"op": "==", "value": int64(2)}, nil, "2"},
		{Count, tree{"op": "=", "value": int64(0)}, tree{"op": "==", "value": int64(0)}, "0"},
		{Count, tree{"op": "<", "value": int64(2)}, nil, "fewer than 2"},
		{Count, tree{"op": ">", "value": int64(2)}, nil, "more than 2"},
		{CountOrAll, tree{"op": ">=", "value": int64(2)}, nil, "at least 2"},
		{CountOrAll, "all", nil, "all"},
		{Quantity, tree{"value": int64(100), "unit": "percent"}, nil, "100%"},
		{Quantity, tree{"op": ">", "value": int64(500), "unit": "ms"}, nil, "more than 500 ms"},
		{Quantity, tree{"op": "<=", "value": int64(60), "unit": "s"}, nil, "at most 60 seconds"},
		{Quantity, tree{"op": "<", "value": 0.5, "unit": "s"}, nil, "less than 0.5 seconds"},
		{Quantity, tree{"op": "==", "value": int64(1), "unit": "s"}, nil, "1 second"},
		{Duration, "PT8H", nil, "8 hours"},
		{Duration, "P30D", nil, "30 days"},
		{Retention, "P90D", nil, "90 days"},
		{Retention, "negotiable", nil, "negotiable"},
		{Retention, "unstated", nil, "not stated"},
		{Frequency, "P6M", nil, "every 6 months"},
		{Frequency, "P1D", nil, "daily"},
		{Frequency, "daily", "P1D", "daily"},
		{Frequency, "quarterly", "P3M", "every 3 months"},
		{Frequency, "per-release", nil, "for each release"},
		{Frequency, "on-kubernetes-upgrade", nil, "after each Kubernetes upgrade"},
		{Frequency, "continuous", nil, "continuously"},
		{Frequency, "unstated", nil, "not stated"},
		{Ports, row{int64(443)}, nil, "443"},
		{Ports, row{int64(80), int64(443)}, nil, "80 and 443"},
		{Ports, row{int64(0), 65535.0}, row{int64(0), int64(65535)}, "0 and 65535"},
		{Ports, row{}, nil, "no ports"},
		{Ports, "all", nil, "all ports"},
		{Peer, "0.0.0.0/0", nil, "0.0.0.0/0"},
		{Peer, "2001:db8::/32", nil, "2001:db8::/32"},
		{Peer, "bastion", nil, "bastion"},
		{Peer, "vpc-cidr", nil, "vpc-cidr"},
		{Version, "1.18", nil, "1.18"},
		{Version, "v2.0.0-rc1", nil, "v2.0.0-rc1"},
		{Standard, tree{"name": "PCI DSS", "version": "4.0"}, nil, "PCI DSS 4.0"},
		{Standard, tree{"name": "SOC 2"}, nil, "SOC 2"},
		{Standards, row{tree{"name": "SOC 2"}, tree{"name": "PCI DSS", "version": "4.0"}}, nil, "SOC 2 and PCI DSS 4.0"},
		{Date, "2022-08-05", nil, "5 August 2022"},
		{URL, "https://example.com/a?b=c#d", nil, "https://example.com/a?b=c#d"},
		{Email, "security@example.com", nil, "security@example.com"},
		{SettingValue, true, nil, "true"},
		{SettingValue, int64(7), nil, "7"},
		{SettingValue, 0.5, nil, "0.5"},
		{SettingValue, "on", nil, "on"},
		{AccessMap, tree{"orchestration": "write", "metrics": "read"}, nil, "metrics: read, orchestration: write"},
		{AccessMap, "none", nil, "none"},
		{AccessMap, tree{"value": "read"}, nil, "value: read"},
		{Transfer, tree{"from": "EU", "to": "US"}, nil, "EU to US"},
		{Uptime, "99.9%", tree{"value": 99.9}, "99.9%"},
		{Uptime, tree{"op": ">=", "value": 99.95, "window": "P1M"}, nil, "at least 99.95% over 1 month"},
		{Uptime, tree{"value": "99.5%", "window": "P1Y"}, tree{"value": 99.5, "window": "P1Y"}, "99.5% over 1 year"},
		{Uptime, tree{"value": "99.5%"}, tree{"value": 99.5}, "99.5%"},
		{Uptime, "unstated", nil, "not stated"},
		{"enum:algorithm", "AES", nil, "AES"},
		{"enum:direction", "outbound-initiated", nil, "outbound-initiated"},
		{Int, "unstated", nil, "not stated"},
		{Count, "unstated", nil, "not stated"},
		{"enum:algorithm", "unstated", nil, "not stated"},
	}
	for _, tt := range tests {
		t.Run(string(tt.t)+" "+tt.says, func(t *testing.T) {
			want := tt.want
			if want == nil {
				want = tt.raw
			}
			v, err := Parse(tt.t, tt.raw)
			if err != nil {
				t.Fatal(err)
			}
			if v.Type != tt.t || !reflect.DeepEqual(v.Raw, want) {
				t.Errorf("%s %#v, want %s %#v", v.Type, v.Raw, tt.t, want)
			}
			if v.String() != tt.says {
				t.Errorf("said as %q, want %q", v, tt.says)
			}
			if v.IsUnstated() != (tt.raw == "unstated") {
				t.Errorf("unstated: %v", v.IsUnstated())
			}
			again, err := Parse(tt.t, v.Raw)
			if err != nil || !reflect.DeepEqual(again, v) {
				t.Errorf("the plain value is read as %#v, %v; want %#v", again, err, v)
			}
		})
	}
}

func TestParseFields(t *testing.T) {
	tests := []struct {
		t    Type
		raw  any
		want Value
	}{
		{Duration, "PT8H", Value{Period: period.Period{Clock: 8 * time.Hour}}},
		{Retention, "P90D", Value{Period: period.Period{Days: 90}}},
		{Retention, "negotiable", Value{Word: Negotiable}},
		{Frequency, "P6M", Value{Period: period.Period{Months: 6}, Schedule: &period.Schedule{Period: period.Period{Months: 6}}}},
		{Frequency, "per-release", Value{Schedule: &period.Schedule{Basis: period.PerEvent, Event: "release"}}},
		{Frequency, "unstated", Value{Word: Unstated, Schedule: &period.Schedule{Basis: period.Unscheduled, Event: "unstated"}}},
		{Count, tree{"op": "=", "value": int64(3)}, Value{Number: 3, Op: "==", Sense: Exactly}},
		{Count, tree{"op": ">=", "value": int64(3)}, Value{Number: 3, Op: ">=", Sense: AtLeast}},
		{Quantity, tree{"op": "<=", "value": int64(60), "unit": "s"}, Value{Number: 60, Op: "<=", Sense: AtMost, Unit: "s"}},
		{Quantity, tree{"op": ">", "value": int64(500), "unit": "ms"}, Value{Number: 500, Op: ">", Unit: "ms"}},
		{Quantity, tree{"value": int64(100), "unit": "percent"}, Value{Number: 100, Unit: "percent"}},
		{Uptime, tree{"value": "99.9%", "window": "P1M"}, Value{Number: 99.9, Unit: "percent", Period: period.Period{Months: 1}}},
		{Int, int64(256), Value{Number: 256}},
		{CountOrAll, "all", Value{Word: All}},
		{Ports, "all", Value{Word: All}},
	}
	for _, tt := range tests {
		v, err := Parse(tt.t, tt.raw)
		if err != nil {
			t.Errorf("%s %v: %v", tt.t, tt.raw, err)
			continue
		}
		v.Type, v.Raw = "", nil
		if !reflect.DeepEqual(v, tt.want) {
			t.Errorf("%s %v: %#v, want %#v", tt.t, tt.raw, v, tt.want)
		}
	}
}

func TestParseLongForm(t *testing.T) {
	readings := &Readings{Text: "bi-annually", Alternatives: row{"P6M", "P2Y"}}
	tests := []struct {
		t    Type
		raw  any
		want Value // of which Raw, Sense, Inferred and Readings are compared
		says string
	}{
		{Retention, tree{"value": "P90D", "sense": "at-least"}, Value{Raw: "P90D", Sense: AtLeast}, "at least 90 days"},
		{Duration, tree{"value": "PT8H", "sense": "at-most"}, Value{Raw: "PT8H", Sense: AtMost}, "at most 8 hours"},
		{Retention, tree{"value": "P90D", "sense": "exactly"}, Value{Raw: "P90D", Sense: Exactly}, "90 days"},
		{Retention, tree{"value": "P90D"}, Value{Raw: "P90D"}, "90 days"},
		{Retention, tree{"value": "unstated", "inferred": true}, Value{Raw: "unstated", Inferred: true}, "not stated"},
		{Version, tree{"value": "1.2", "sense": "at-least"}, Value{Raw: "1.2", Sense: AtLeast}, "1.2 or later"},
		{Version, tree{"value": "1.2", "sense": "at-most"}, Value{Raw: "1.2", Sense: AtMost}, "1.2 or earlier"},
		{Standard, tree{"value": tree{"name": "TLS", "version": "1.2"}, "sense": "at-least"},
			Value{Raw: tree{"name": "TLS", "version": "1.2"}, Sense: AtLeast}, "TLS 1.2 or later"},
		{Date, tree{"value": "2022-08-05", "sense": "at-least"}, Value{Raw: "2022-08-05", Sense: AtLeast}, "5 August 2022 or later"},
		{Int, tree{"value": int64(256), "sense": "at-least"}, Value{Raw: int64(256), Sense: AtLeast}, "at least 256"},
		{IDs, tree{"value": row{"a", "b"}, "sense": "at-least"}, Value{Raw: row{"a", "b"}, Sense: AtLeast}, "at least a and b"},
		{Frequency, tree{"value": "daily", "sense": "at-least"}, Value{Raw: "P1D", Sense: AtLeast}, "at least daily"},
		{Frequency, tree{"value": "P6M", "readings": tree{"text": "bi-annually", "alternatives": row{"P6M", "P2Y"}}},
			Value{Raw: "P6M", Readings: readings}, "every 6 months"},
		{ID, tree{"value": "aws-shield", "inferred": true}, Value{Raw: "aws-shield", Inferred: true}, "aws-shield"},
		{Bool, tree{"value": true, "inferred": false}, Value{Raw: true}, "yes"},
		{"enum:failover", tree{"value": "automatic", "inferred": true}, Value{Raw: "automatic", Inferred: true}, "automatic"},
		{Count, tree{"op": ">=", "value": int64(2), "inferred": true},
			Value{Raw: tree{"op": ">=", "value": int64(2)}, Sense: AtLeast, Inferred: true}, "at least 2"},
		{Count, tree{"value": tree{"op": ">=", "value": int64(2)}, "inferred": true},
			Value{Raw: tree{"op": ">=", "value": int64(2)}, Sense: AtLeast, Inferred: true}, "at least 2"},
		{CountOrAll, tree{"value": "all", "inferred": true}, Value{Raw: "all", Inferred: true}, "all"},
		{Quantity, tree{"value": tree{"value": int64(5), "unit": "s"}}, Value{Raw: tree{"value": int64(5), "unit": "s"}}, "5 seconds"},
		{Uptime, tree{"value": "99.9%", "inferred": true}, Value{Raw: tree{"value": 99.9}, Inferred: true}, "99.9%"},
		{Uptime, tree{"value": "unstated", "inferred": true}, Value{Raw: "unstated", Inferred: true}, "not stated"},
		{Transfer, tree{"value": tree{"from": "EU", "to": "US"}}, Value{Raw: tree{"from": "EU", "to": "US"}}, "EU to US"},
		{AccessMap, tree{"value": tree{"metrics": "read"}, "inferred": true}, Value{Raw: tree{"metrics": "read"}, Inferred: true}, "metrics: read"},
		{Ports, tree{"value": row{int64(443)}, "sense": "at-most"}, Value{Raw: row{int64(443)}, Sense: AtMost}, "at most 443"},
	}
	for _, tt := range tests {
		t.Run(string(tt.t)+" "+tt.says, func(t *testing.T) {
			v, err := Parse(tt.t, tt.raw)
			if err != nil {
				t.Fatal(err)
			}
			got := Value{Raw: v.Raw, Sense: v.Sense, Inferred: v.Inferred, Readings: v.Readings}
			if v.Type != tt.t || !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%s %#v, want %#v", v.Type, got, tt.want)
			}
			if v.String() != tt.says {
				t.Errorf("said as %q, want %q", v, tt.says)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		t    Type
		raw  any
		want string
	}{
		{Text, int64(3), "must be text (quote it), not the number 3"},
		{Text, "  ", `must be text, not the text "  "`},
		{ID, 1.18, "must be a name (quote it), not the number 1.18"},
		{ID, true, "must be a name (quote it), not true"},
		{ID, "", "must be a name on one line without spaces around it"},
		{ID, "a\nb", "must be a name on one line"},
		{ID, row{"a"}, "leave out the brackets"},
		{ID, nil, "must be a name, not nothing"},
		{IDs, "a", `must be a list of names such as [a, b], not the text "a"`},
		{IDs, row{"a", int64(1)}, "has an item, number 2, which must be a name (quote it)"},
		{IDs, row{"a", "a"}, `lists "a" twice`},
		{Bool, "yes", `must be true or false, without quotes, not the text "yes"`},
		{Bool, int64(1), "must be true or false"},
		{Int, "256", `must be a whole number, not the text "256"`},
		{Int, 1.5, "must be a whole number, not the number 1.5"},
		{Int, math.Inf(1), "must be a whole number"},
		{Int, 1e30, "must be a whole number"},
		{Count, int64(3), `must be a mapping such as {op: ">=", value: 2}, not the number 3`},
		{Count, tree{"value": int64(3)}, `lacks its comparison`},
		{Count, tree{"op": "=>", "value": int64(3)}, `has the op "=>", which must be >=, <=, ==, > or <`},
		{Count, tree{"op": int64(1), "value": int64(3)}, `has the key op, which must be`},
		{Count, tree{"op": ">=", "value": int64(-1)}, "must be a whole number, 0 or more, not the number -1"},
		{Count, tree{"op": ">=", "value": 1.5}, "must be a whole number"},
		{Count, tree{"op": ">="}, "must be a whole number, 0 or more, not nothing"},
		{Count, tree{"op": ">=", "valeu": int64(1)}, `has the key "valeu", which must be op or value`},
		{Count, tree{"op": ">=", "value": int64(1), "unit": "s"}, `has the key "unit", which must be op or value`},
		{Count, tree{"value": int64(1), "sense": "at-least"}, `but a count says it by its comparison: op: ">="`},
		{Count, "all", "must be a mapping"},
		{CountOrAll, "alle", `or all, not the text "alle"`},
		{Quantity, int64(500), "lacks its unit: write {"},
		{Quantity, "500", "lacks its unit: write {"},
		{Quantity, tree{"value": int64(500)}, "lacks its unit: write unit: ms, percent or s"},
		{Quantity, tree{"value": int64(500), "unit": "sec"}, `has the unit "sec", which must be ms, percent or s`},
		{Quantity, tree{"value": "500", "unit": "ms"}, "must be a number, 0 or more, without its unit"},
		{Quantity, "500ms", "must be a mapping such as"},
		{Quantity, tree{"unit": "ms"}, "which must be a number"},
		{Quantity, tree{"value": math.NaN(), "unit": "ms"}, "which must be a number"},
		{Duration, "1m", `must be a duration: "1m" is not an ISO 8601 duration such as P30D or PT8H`},
		{Duration, int64(30), "lacks its unit: write P30D"},
		{Duration, "negotiable", "is not an ISO 8601 duration"},
		{Retention, "ninety days", "must be a duration, unstated or negotiable"},
		{Retention, int64(90), "lacks its unit: write P90D"},
		{Frequency, "dayly", `must be a frequency: "dayly" is not a schedule`},
		{Frequency, "P0D", "nothing would ever be due"},
		{Frequency, int64(1), "must be a frequency such as P7D"},
		{Ports, int64(443), "must be a list of port numbers such as [443], or all, not the number 443"},
		{Ports, row{int64(65536)}, "must be a port number from 0 to 65535, not the number 65536"},
		{Ports, row{int64(-1)}, "must be a port number"},
		{Ports, row{"443"}, "must be a port number"},
		{Ports, row{int64(80), int64(80)}, "lists port 80 twice"},
		{Ports, "any", "or all"},
		{Peer, "10.0.0.1", "write 10.0.0.1/32 for this one"},
		{Peer, "::1", "write ::1/128 for this one"},
		{Peer, "10.0.0.1/8", "write 10.0.0.0/8, not 10.0.0.1/8"},
		{Peer, "0.0.0.0/33", "must be a range of addresses"},
		{Peer, "300.0.0.0/8", "must be a range of addresses"},
		{Peer, "10.0.0/8", "must be a range of addresses"},
		{Peer, "2001:db8::/129", "must be a range of addresses"},
		{Peer, row{"bastion"}, "must be a range of addresses"},
		{Version, 1.18, "must be text, not the number 1.18: quote it"},
		{Version, int64(3), "must be text, not the number 3: quote it"},
		{Version, "latest", `must be a version such as "1.18"`},
		{Version, "", "must be a version"},
		{Standard, "SOC 2", "must be a mapping such as {name: PCI DSS"},
		{Standard, tree{"version": "1"}, "lacks its name"},
		{Standard, tree{"name": "PCI DSS", "version": 4.0}, "has the key version, which must be text, not the number 4: quote it"},
		{Standard, tree{"name": "PCI DSS", "edition": "4"}, `has the key "edition", which must be name or version`},
		{Standards, tree{"name": "SOC 2"}, "must be a list of standards"},
		{Standards, row{"SOC 2"}, "has an item, number 1, which must be a mapping"},
		{Standards, row{tree{"name": "SOC 2"}, tree{"name": "SOC 2"}}, "lists SOC 2 twice"},
		{Date, "05/08/2022", "must be a date"},
		{Date, "2022-02-30", "must be a date"},
		{Date, int64(2022), "must be a date in quotes"},
		{URL, "example.com", "must be an address that begins with https://"},
		{URL, "ftp://example.com", "must be an address that begins with https://"},
		{URL, "javascript:alert(1)", "must be an address that begins with https://"},
		{URL, "https:///path", "must be an address that begins with https://"},
		{URL, "https://example.com/a b", "must be an address that begins with https://"},
		{URL, "https://a:b@example.com", "without a user name or a password"},
		{Email, "security", "must be a mail address"},
		{Email, "mailto:security@example.com", "must be a mail address"},
		{Email, "Security <security@example.com>", "must be a mail address"},
		{Email, "a@b", "must be a mail address"},
		{Email, "a@-b.com", "must be a mail address"},
		{Email, "a@b.com\nBcc: c@d.com", "must be a mail address"},
		{SettingValue, row{}, "must be true, false, a number or text"},
		{SettingValue, nil, "must be true, false, a number or text, not nothing"},
		{AccessMap, "read", "must be a mapping such as {metrics: read}, or none"},
		{AccessMap, tree{}, "must be a mapping"},
		{AccessMap, tree{"metrics": "reed"}, `has the access to metrics "reed", which must be read, write, read-write or none`},
		{AccessMap, tree{"metrics": true}, "has access to metrics, which must be read, write, read-write or none, not true"},
		{Transfer, "EU to US", "must be a mapping such as {from: EU, to: US}"},
		{Transfer, tree{"from": "EU"}, "lacks the key to"},
		{Transfer, tree{"from": "EU", "to": "US", "via": "UK"}, `has the key "via"`},
		{Uptime, 99.9, `lacks its unit: write "99.9%"`},
		{Uptime, "99.9", `lacks its unit: write "99.9%"`},
		{Uptime, "101%", "must be"},
		{Uptime, "-1%", "must be"},
		{Uptime, "NaN%", "must be"},
		{Uptime, "0x1p4%", "must be"},
		{Uptime, tree{"value": 99.9, "window": "monthly"}, "has the key window, which must be a duration"},
		{Uptime, tree{"value": 999.0}, "must be a percentage from 0 to 100"},
		{Uptime, tree{"value": "99.9%", "sense": "at-least"}, "says it by its comparison"},
		{"enum:direction", "in", `must be ingress, egress, both or outbound-initiated, not "in"`},
		{"enum:algorithm", "aes", `must be AES, not`},
		{"enum:algorithm", int64(1), "must be AES, not the number 1"},
		{"enum:colour", "red", `has the type "enum:colour", which does not exist`},
		{"", "x", `has the type "", which does not exist`},
		// The long form.
		{Retention, tree{"value": "P90D", "sense": "atleast"}, `has the sense "atleast", which must be at-least, at-most or exactly`},
		{Retention, tree{"value": "P90D", "sense": int64(1)}, "has the key sense, which must be"},
		{Retention, tree{"value": "P90D", "sens": "at-least"}, `has the key "sens", which must be value, sense, inferred or readings`},
		{Retention, tree{"value": "unstated", "sense": "at-least"}, "is unstated, so a sense does not apply"},
		{Retention, tree{"value": "ninety"}, "must be a duration"},
		{Retention, tree{"sense": "at-least"}, "not a mapping"},
		{Retention, tree{"value": "P90D", "inferred": "yes"}, "has the key inferred, which must be true or false"},
		{Retention, tree{"value": tree{"value": "P90D"}}, "not a mapping"},
		{Bool, tree{"value": true, "sense": "at-least"}, "a value of type bool is neither more nor less than another"},
		{Frequency, tree{"value": "P6M", "readings": "bi-annually"}, "has the key readings, which must be a mapping"},
		{Frequency, tree{"value": "P6M", "readings": tree{"text": "", "alternatives": row{"P6M", "P2Y"}}}, "whose text must be the phrase"},
		{Frequency, tree{"value": "P6M", "readings": tree{"text": "x", "alternatives": row{"P6M"}}}, "a list of two values or more"},
		{Frequency, tree{"value": "P6M", "readings": tree{"text": "x", "alternatives": row{"P6M", "2Y"}}}, "has an alternative reading, number 2, which must be a frequency"},
	}
	for _, tt := range tests {
		t.Run(tt.want, func(t *testing.T) {
			v, err := Parse(tt.t, tt.raw)
			if err == nil {
				t.Fatalf("%v is read as %#v", tt.raw, v)
			}
			if !reflect.DeepEqual(v, Value{}) {
				t.Errorf("a value beside the error: %#v", v)
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q does not say %q", err, tt.want)
			}
			wantUnit := strings.HasPrefix(tt.want, "lacks its unit")
			if errors.Is(err, ErrUnit) != wantUnit {
				t.Errorf("error %q; lacks its unit: %v", err, wantUnit)
			}
		})
	}
}

func TestWordError(t *testing.T) {
	tests := []struct {
		t         Type
		raw       any
		part, got string
		allowed   string // one of those allowed
	}{
		{"enum:direction", "ingres", "", "ingres", "ingress"},
		{Frequency, "dayly", "", "dayly", "daily"},
		{Retention, "negotiabel", "", "negotiabel", "negotiable"},
		{Duration, "unstatd", "", "unstatd", "unstated"},
		{Ports, "al", "", "al", "all"},
		{Quantity, tree{"value": int64(1), "unit": "mss"}, "unit", "mss", "ms"},
		{Retention, tree{"value": "P1D", "sense": "atleast"}, "sense", "atleast", "at-least"},
		{Standard, tree{"nmae": "SOC 2"}, "key", "nmae", "name"},
		{AccessMap, tree{"m": "reed"}, "access to m", "reed", "read"},
		{"retentoin", "P1D", "type", "retentoin", "retention"},
	}
	for _, tt := range tests {
		_, err := Parse(tt.t, tt.raw)
		var word *WordError
		if !errors.As(err, &word) {
			t.Errorf("%s %v: error %v is no *WordError", tt.t, tt.raw, err)
			continue
		}
		if word.Part != tt.part || word.Got != tt.got || !slices.Contains(word.Allowed, tt.allowed) {
			t.Errorf("%s %v: %#v, want part %q, got %q, allowed %q", tt.t, tt.raw, word, tt.part, tt.got, tt.allowed)
		}
	}
}

func TestParseKeepsItsInput(t *testing.T) {
	raw := tree{"op": "=", "value": int64(2), "inferred": true}
	if _, err := Parse(Count, raw); err != nil {
		t.Fatal(err)
	}
	if want := (tree{"op": "=", "value": int64(2), "inferred": true}); !reflect.DeepEqual(raw, want) {
		t.Errorf("the input became %v", raw)
	}
	list := row{"a", "b"}
	v, err := Parse(IDs, list)
	if err != nil {
		t.Fatal(err)
	}
	list[0] = "z"
	if v.String() != "a and b" {
		t.Errorf("the value follows its input: %s", v)
	}
}

func TestFormatRaw(t *testing.T) {
	tests := []struct {
		t    Type
		raw  any
		want string
	}{
		{Frequency, "P2Y", "every 2 years"},
		{Duration, "PT3M", "3 minutes"},
		{Duration, "soon", "soon"},
		{IDs, row{"a", int64(1)}, "a and 1"},
		{Count, tree{"value": int64(2), "kind": row{}}, "kind: none, value: 2"},
		{Int, nil, ""},
	}
	for _, tt := range tests {
		if got := FormatRaw(tt.t, tt.raw); got != tt.want {
			t.Errorf("%s %v: %q, want %q", tt.t, tt.raw, got, tt.want)
		}
	}
}
