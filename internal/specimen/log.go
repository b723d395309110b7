package specimen

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/lastline"
	"github.com/candor-site/candor/internal/source"
)

// record makes the envelope of one run and keeps its line of the log. It
// returns the envelope.
func (m *maker) record(at string, data []byte, p *piece) []byte {
	envelope := p.seal(at, data)
	e, _, list := evidence.Inspect(source.NewFile(at, data), source.NewFile(at+evidence.EnvelopeSuffix, envelope), m.cfg, m.formats)
	for _, d := range list {
		if d.Severity == diag.Error {
			m.list.Add(d)
		}
	}
	if e == nil {
		return envelope
	}
	line := evidence.Line{
		ID: e.ID, SHA256: e.Digest, CollectedAt: evidence.Stamp(e.Clocks.CollectedAt), RecordedAt: evidence.Stamp(e.Clocks.RecordedAt), Verdict: e.Verdict,
		Tool: &evidence.Program{Name: e.Tool.Name, Version: e.Tool.Version}, Scope: e.Scope, Target: e.Target, Version: e.Version,
	}
	if e.Coverage.Known {
		line.Coverage = &evidence.Extent{Examined: e.Coverage.Examined, Skipped: e.Coverage.Skipped, Errors: e.Coverage.Errors, Truncated: e.Coverage.Truncated}
	}
	m.lines = append(m.lines, line)
	return envelope
}

// log writes the log: the lines in the order of their recording, each with the
// digest of the one above.
func (m *maker) log() ([]byte, error) {
	slices.SortStableFunc(m.lines, func(a, b evidence.Line) int {
		return cmp.Or(cmp.Compare(a.RecordedAt, b.RecordedAt), cmp.Compare(a.ID, b.ID), cmp.Compare(a.SHA256, b.SHA256))
	})
	var out bytes.Buffer
	for _, line := range m.lines {
		var err error
		if line.Prev, err = lastline.Of(bytes.NewReader(out.Bytes()), int64(out.Len())); err != nil {
			return nil, err
		}
		text, err := line.Append()
		if err != nil {
			return nil, err
		}
		out.Write(text)
	}
	return out.Bytes(), nil
}
