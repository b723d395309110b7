package diag

// Codes about files and their syntax, whatever they hold.
const (
	FileUnreadable   Code = "file-unreadable"
	FileSyntax       Code = "file-syntax"
	FileEncoding     Code = "file-encoding"
	FileLimit        Code = "file-limit"
	FileUnexpected   Code = "file-unexpected"
	KeyDuplicate     Code = "key-duplicate"
	KeyUnknown       Code = "key-unknown"
	KeyMissing       Code = "key-missing"
	ValueType        Code = "value-type"
	ValueUnknown     Code = "value-unknown"
	ValueInvalid     Code = "value-invalid"
	YAMLFeature      Code = "yaml-feature"
	DocumentTrailing Code = "document-trailing"
	PictureBroken    Code = "picture-broken"
	PictureLarge     Code = "picture-large"
	PictureName      Code = "picture-name"
)

var fileCodes = []Info{
	{FileUnreadable, "a file cannot be read", "Only regular files with portable names, inside the site and within the size limit, are read. Replace links, pipes and devices by plain files."},
	{FileSyntax, "a file does not parse", "The text breaks the rules of its format at the place shown. Nothing of the file is used until it is mended."},
	{FileEncoding, "a file is not clean UTF-8", "NUL bytes and malformed UTF-8 are refused, because two programs would read them differently. Save the file as UTF-8."},
	{FileLimit, "a file exceeds a limit", "Sizes, nesting, nodes and keys are limited so that no input can stop a build. Split the file."},
	{FileUnexpected, "a file has no meaning where it stands", "Candor would ignore it silently otherwise. Move it, or remove it."},
	{KeyDuplicate, "a key stands twice", "Two keys of one mapping are the same, or differ in case only; readers disagree on which one counts. Remove one."},
	{KeyUnknown, "a key is not known", "A misspelt key would lose its value silently. Correct the spelling or remove the key."},
	{KeyMissing, "a required key is missing", "Add the key."},
	{ValueType, "a value has the wrong type", "Write the value as the type that the message names."},
	{ValueUnknown, "a value is not in its vocabulary", "The vocabulary is closed so that misspellings are found. Use a listed value, or extend the vocabulary in candor.yaml."},
	{ValueInvalid, "a value is malformed", "The value has the right type, but not the form that the message names."},
	{YAMLFeature, "a YAML feature is not supported", "Anchors, aliases, merge keys, custom tags and keys that are not text are refused: they hide what a file says."},
	{DocumentTrailing, "a file holds a second document", "Only the first document would be read. Split the file."},
	{PictureBroken, "a picture cannot be read", "Pictures are read when the site is built, so that what they hold beside the picture is not published. Export it again as PNG, JPEG, GIF, WebP or SVG."},
	{PictureLarge, "a picture has more pixels than are decoded", "It is published without smaller sizes, and every reader loads all of it. Scale it down to 50 million pixels or fewer."},
	{PictureName, "the name of a picture promises another format", "Browsers and servers go by the name, or do not. Rename the file to the format that it is in."},
}
