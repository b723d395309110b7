package specimen

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"strings"

	"github.com/candor-site/candor/internal/diag"
)

// archived returns the folder that a template lies in where that is named like
// an archive: sonobuoy.tar.gz for sonobuoy.tar.gz/meta/run.log.
func archived(name string) (root string, ok bool) {
	const end = ".tar.gz/"
	if i := strings.Index(name, end); i >= 0 {
		return name[:i+len(end)-1], true
	}
	return "", false
}

// archive packs the templates of a folder, written out for the day that many
// days after that of the maker, as a compressed archive in which everything is
// of that day.
func (m *maker) archive(root string, names []string, days int) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	t := tar.NewWriter(z)
	var err error
	for _, name := range names {
		data := m.expand(name, days)
		if err == nil {
			err = t.WriteHeader(&tar.Header{Name: strings.TrimPrefix(name, root+"/"), Mode: 0o644, Size: int64(len(data)), ModTime: m.day.AddDate(0, 0, days)})
		}
		if err == nil {
			_, err = t.Write(data)
		}
	}
	for _, end := range []func() error{t.Close, z.Close} {
		if bad := end(); err == nil {
			err = bad
		}
	}
	if err != nil {
		m.list.Add(diag.Errorf(diag.FileUnreadable, m.templates[names[0]].Whole(), "%s cannot be packed: %v", root, err))
	}
	return out.Bytes()
}
