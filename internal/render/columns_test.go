package render

import (
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
)

func TestColumnsOfParameters(t *testing.T) {
	c, list := shown(t, `<Controls ids={["registry-backup", "image-scan"]} heading="Job" columns={["frequency", {param: "retention", title: "Kept for"}, {param: "tool"}]}/>`)
	if len(list) > 0 {
		t.Error(list)
	}
	for i, want := range []string{"Job", "Frequency", "Kept for", "Tool", "State"} {
		if th := c.all("main thead th"); len(th) != 5 || textOf(th[i]) != want {
			t.Errorf("heading %d of %d: want %s", i, len(th), want)
		}
	}
	rows := c.all("main tbody tr")
	if len(rows) != 2 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, want := range []string{"Registry volumes are snapshotted daily every day not stated not stated Satisfied", "Container images are scanned each day every day not stated Trivy Undetermined"} {
		if got := textOf(rows[i]); strings.Join(strings.Fields(got), " ") != want {
			t.Errorf("row %d is %q, want %q", i, got, want)
		}
	}
	c.attr("main tbody td:nth-child(3)", "data-label", "Kept for")
}

func TestColumnsThatAreNone(t *testing.T) {
	for body, want := range map[string]string{
		`<Controls ids={["image-scan"]} columns={["frequancy"]}/>`:          `none of these controls has a parameter "frequancy"`,
		`<Controls ids={["image-scan"]} columns={[{title: "Frequency"}]}/>`: `is no column`,
		`<Controls ids={["image-scan"]} columns={[3]}/>`:                    `3 is no column`,
	} {
		_, list := shown(t, body)
		if len(list) != 1 || list[0].Severity != diag.Error || !strings.Contains(list[0].Message, want) {
			t.Errorf("%s: %v, want %q", body, list, want)
		}
	}
}
