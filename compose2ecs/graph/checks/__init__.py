"""What AWS would refuse, found in the finished graph before anybody calls AWS."""
