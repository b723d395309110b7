package site

// Kinds returns the kinds of control that every site has, in the order in which
// portals list them.
func Kinds() []Kind {
	return []Kind{
		{"encryption-at-rest", "Encryption at rest", "Data that is stored is encrypted"},
		{"encryption-in-transit", "Encryption in transit", "Data that moves between systems is encrypted"},
		{"key-management", "Key management", "How keys, passwords, tokens and other secrets are made, kept and replaced"},
		{"access-control", "Access control", "Who may do what, and how that is granted, reviewed and withdrawn"},
		{"authentication", "Authentication", "How people, services and senders prove who they are"},
		{"network", "Network", "Isolation, ports, routes and filters between systems"},
		{"architecture", "Architecture", "The structure that other controls rest on"},
		{"data-handling", "Data handling", "What data is collected, where it goes and how it is kept apart"},
		{"retention", "Retention", "How long data is kept, and when it is deleted"},
		{"backup", "Backup", "Copies that data can be restored from"},
		{"recovery-objective", "Recovery objectives", "How fast service returns, how much data may be lost, and whether that is met"},
		{"availability", "Availability", "Redundancy, failover, capacity and uptime"},
		{"logging-audit", "Logging and audit", "What is logged, and who can read or change the logs"},
		{"monitoring-alerting", "Monitoring and alerting", "What is measured, what raises an alert, and who is on call"},
		{"incident-response", "Incident response", "How incidents are reported, handled and told to customers"},
		{"change-management", "Change management", "How builds, releases, environments and versions change"},
		{"secure-development", "Secure development", "How software is designed, written and reviewed"},
		{"scan", "Scans", "Automated checks by a tool, at a set frequency"},
		{"test-exercise", "Tests and exercises", "Trials by people or machines, such as drills and penetration tests"},
		{"training", "Training", "What people are taught, and how often"},
		{"vendor", "Vendors", "How suppliers are assessed and watched"},
		{"subprocessor", "Subprocessors", "Third parties that run services or hold data"},
		{"certification", "Certifications", "Standards that are met, who says so, and how far"},
		{"exception", "Exceptions", "Gaps that are known and recorded"},
		{"methodology", "Methodology", "How compliance is established and published"},
		{"policy-review", "Policies and reviews", "Policies, who approves them and when they are reviewed"},
		{"physical", "Physical security", "Offices and data centres"},
		{"other", "Other", "Anything else that is worth a claim"},
	}
}
