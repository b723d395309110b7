package mirror

import (
	"strings"
	"testing"
)

func TestParseSource(t *testing.T) {
	for text, want := range map[string]string{
		"s3://bucket/prefix?region=eu-central-1": "",
		"gs://bucket":                            "",
		"azblob://container/a/b":                 "",
		"file:///folder":                         "",
		"https://bucket":                         "expected s3://, gs://, azblob:// or file://",
		"s3://":                                  "names no bucket",
		"s3://key:secret@bucket":                 "holds no credentials",
		"file://folder":                          "names no folder",
		"bucket":                                 "is not the address of a bucket",
		"s3://%zz":                               "is not the address of a bucket",
	} {
		_, err := ParseSource(text)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("ParseSource(%s): %v, want %q", text, err, want)
		}
	}
}
