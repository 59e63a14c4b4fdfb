"""What tests share: courses to build, a browser, a student's shell."""
